-- The reference schema of NPS Power Dashboards for SQL Server 2017 and later and Azure SQL.
-- Written from connector-api/src/survey/entities.ts; change it there.
-- All times are UTC. A row that changes must get a new modified_at; a row that is deleted must leave a row in
-- survey.deleted_row: that is how an incremental refresh sees it.
if schema_id(N'survey') is null exec (N'create schema [survey]');
go
-- The ways invitations go out and answers come in.
create table [survey].[channel] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  constraint [PK_channel] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'The ways invitations go out and answers come in', N'SCHEMA', N'survey', N'TABLE', N'channel';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'channel', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'channel', N'COLUMN', N'name';
go

-- The organisation.
create table [survey].[business_unit] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  [department] nvarchar(400) null,
  [region] nvarchar(400) null,
  [country] nvarchar(400) null,
  [parent_id] nvarchar(200) null,
  constraint [PK_business_unit] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'The organisation', N'SCHEMA', N'survey', N'TABLE', N'business_unit';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Department.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'department';
exec sys.sp_addextendedproperty N'MS_Description', N'Region.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'region';
exec sys.sp_addextendedproperty N'MS_Description', N'Country.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'country';
exec sys.sp_addextendedproperty N'MS_Description', N'The unit above.', N'SCHEMA', N'survey', N'TABLE', N'business_unit', N'COLUMN', N'parent_id';
go

-- The surveys and what each measures.
create table [survey].[campaign] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  [survey_class] nvarchar(40) null constraint [CK_campaign_survey_class] check ([survey_class] in (N'relational', N'transactional', N'experience')),
  [nps_type] nvarchar(40) null constraint [CK_campaign_nps_type] check ([nps_type] in (N'product', N'project', N'meeting', N'event', N'onboarding', N'relationship', N'deal', N'renewal', N'service', N'sales')),
  [metric] nvarchar(40) null constraint [CK_campaign_metric] check ([metric] in (N'NPS', N'CSAT', N'CES', N'experience')),
  [rating_max] float null,
  [question_detractors] nvarchar(max) null,
  [question_passives] nvarchar(max) null,
  [question_promoters] nvarchar(max) null,
  [language] nvarchar(400) null,
  [business_unit_id] nvarchar(200) null,
  [active_from] date null,
  [active_to] date null,
  constraint [PK_campaign] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'The surveys and what each measures', N'SCHEMA', N'survey', N'TABLE', N'campaign';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Relational, transactional or experience.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'survey_class';
exec sys.sp_addextendedproperty N'MS_Description', N'The occasion that is rated.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'nps_type';
exec sys.sp_addextendedproperty N'MS_Description', N'What the question measures.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'metric';
exec sys.sp_addextendedproperty N'MS_Description', N'Largest possible rating, for other metrics than NPS.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'rating_max';
exec sys.sp_addextendedproperty N'MS_Description', N'Question after 0–6.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'question_detractors';
exec sys.sp_addextendedproperty N'MS_Description', N'Question after 7–8.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'question_passives';
exec sys.sp_addextendedproperty N'MS_Description', N'Question after 9–10.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'question_promoters';
exec sys.sp_addextendedproperty N'MS_Description', N'Language of the questions.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'language';
exec sys.sp_addextendedproperty N'MS_Description', N'Unit that runs it.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'business_unit_id';
exec sys.sp_addextendedproperty N'MS_Description', N'First day.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'active_from';
exec sys.sp_addextendedproperty N'MS_Description', N'Last day.', N'SCHEMA', N'survey', N'TABLE', N'campaign', N'COLUMN', N'active_to';
go

-- The places in customer journeys.
create table [survey].[touchpoint] (
  [id] nvarchar(200) not null,
  [journey] nvarchar(400) null,
  [name] nvarchar(400) null,
  [stage_order] int null,
  [phase] nvarchar(40) null constraint [CK_touchpoint_phase] check ([phase] in (N'before', N'during', N'after')),
  [off_path] bit null,
  constraint [PK_touchpoint] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'The places in customer journeys', N'SCHEMA', N'survey', N'TABLE', N'touchpoint';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Journey.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'journey';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Place in the journey.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'stage_order';
exec sys.sp_addextendedproperty N'MS_Description', N'Before, during or after the purchase.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'phase';
exec sys.sp_addextendedproperty N'MS_Description', N'Beside the path, such as a lost case.', N'SCHEMA', N'survey', N'TABLE', N'touchpoint', N'COLUMN', N'off_path';
go

-- Own people, in teams.
create table [survey].[employee] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  [team] nvarchar(400) null,
  [business_unit_id] nvarchar(200) null,
  constraint [PK_employee] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'Own people, in teams', N'SCHEMA', N'survey', N'TABLE', N'employee';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'employee', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'employee', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Team.', N'SCHEMA', N'survey', N'TABLE', N'employee', N'COLUMN', N'team';
exec sys.sp_addextendedproperty N'MS_Description', N'Unit of the employee.', N'SCHEMA', N'survey', N'TABLE', N'employee', N'COLUMN', N'business_unit_id';
go

-- What customers buy or use.
create table [survey].[product] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  [product_group] nvarchar(400) null,
  constraint [PK_product] primary key clustered ([id])
);
exec sys.sp_addextendedproperty N'MS_Description', N'What customers buy or use', N'SCHEMA', N'survey', N'TABLE', N'product';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'product', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'product', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Group.', N'SCHEMA', N'survey', N'TABLE', N'product', N'COLUMN', N'product_group';
go

-- The customer companies.
create table [survey].[company] (
  [id] nvarchar(200) not null,
  [name] nvarchar(400) null,
  [industry] nvarchar(400) null,
  [segment] nvarchar(400) null,
  [country] nvarchar(400) null,
  [owner_id] nvarchar(200) null,
  [yearly_value] decimal(18, 2) null,
  [churned_on] date null,
  [modified_at] datetime2(3) not null constraint [DF_company_modified_at] default sysutcdatetime(),
  constraint [PK_company] primary key clustered ([id])
);
create index [IX_company_modified_at] on [survey].[company] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'The customer companies', N'SCHEMA', N'survey', N'TABLE', N'company';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'Industry.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'industry';
exec sys.sp_addextendedproperty N'MS_Description', N'Segment now.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'segment';
exec sys.sp_addextendedproperty N'MS_Description', N'Country.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'country';
exec sys.sp_addextendedproperty N'MS_Description', N'Employee who owns the account.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'owner_id';
exec sys.sp_addextendedproperty N'MS_Description', N'What the company buys in a year.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'yearly_value';
exec sys.sp_addextendedproperty N'MS_Description', N'Day the company left.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'churned_on';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'company', N'COLUMN', N'modified_at';
go

-- The people who are asked.
create table [survey].[contact] (
  [id] nvarchar(200) not null,
  [company_id] nvarchar(200) null,
  [name] nvarchar(400) null,
  [email] nvarchar(400) null,
  [role] nvarchar(40) null constraint [CK_contact_role] check ([role] in (N'daily user', N'decision maker', N'buyer', N'operations')),
  [language] nvarchar(400) null,
  [modified_at] datetime2(3) not null constraint [DF_contact_modified_at] default sysutcdatetime(),
  constraint [PK_contact] primary key clustered ([id])
);
create index [IX_contact_modified_at] on [survey].[contact] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'The people who are asked', N'SCHEMA', N'survey', N'TABLE', N'contact';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Company of the contact.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'company_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Name.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'name';
exec sys.sp_addextendedproperty N'MS_Description', N'E-mail address.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'email';
exec sys.sp_addextendedproperty N'MS_Description', N'Role now.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'role';
exec sys.sp_addextendedproperty N'MS_Description', N'Language.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'language';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'contact', N'COLUMN', N'modified_at';
go

-- Every invitation and how far it came.
create table [survey].[invitation] (
  [id] nvarchar(200) not null,
  [campaign_id] nvarchar(200) null,
  [touchpoint_id] nvarchar(200) null,
  [channel_id] nvarchar(200) null,
  [business_unit_id] nvarchar(200) null,
  [contact_id] nvarchar(200) null,
  [employee_id] nvarchar(200) null,
  [product_id] nvarchar(200) null,
  [sent_at] datetime2(3) not null,
  [delivered_at] datetime2(3) null,
  [opened_at] datetime2(3) null,
  [bounced_at] datetime2(3) null,
  [opted_out_at] datetime2(3) null,
  [modified_at] datetime2(3) not null constraint [DF_invitation_modified_at] default sysutcdatetime(),
  constraint [PK_invitation] primary key clustered ([id])
);
create index [IX_invitation_modified_at] on [survey].[invitation] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'Every invitation and how far it came', N'SCHEMA', N'survey', N'TABLE', N'invitation';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Campaign.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'campaign_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Touchpoint.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'touchpoint_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Channel.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'channel_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Unit.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'business_unit_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Contact who was asked.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'contact_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Employee who served the contact.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'employee_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Product.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'product_id';
exec sys.sp_addextendedproperty N'MS_Description', N'When it was sent.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'sent_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When it arrived.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'delivered_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When it was first opened.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'opened_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When it bounced.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'bounced_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When the contact opted out.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'opted_out_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'invitation', N'COLUMN', N'modified_at';
go

-- Every answer to a rating question.
create table [survey].[response] (
  [id] nvarchar(200) not null,
  [invitation_id] nvarchar(200) null,
  [campaign_id] nvarchar(200) null,
  [touchpoint_id] nvarchar(200) null,
  [channel_id] nvarchar(200) null,
  [contact_id] nvarchar(200) null,
  [company_id] nvarchar(200) null,
  [business_unit_id] nvarchar(200) null,
  [employee_id] nvarchar(200) null,
  [product_id] nvarchar(200) null,
  [score] nvarchar(400) null,
  [rating_max] float null,
  [weight] float null,
  [comment] nvarchar(max) null,
  [language] nvarchar(400) null,
  [company_segment] nvarchar(400) null,
  [contact_role] nvarchar(40) null constraint [CK_response_contact_role] check ([contact_role] in (N'daily user', N'decision maker', N'buyer', N'operations')),
  [responded_at] datetime2(3) not null,
  [modified_at] datetime2(3) not null constraint [DF_response_modified_at] default sysutcdatetime(),
  [deleted] bit null,
  constraint [PK_response] primary key clustered ([id])
);
create index [IX_response_modified_at] on [survey].[response] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'Every answer to a rating question', N'SCHEMA', N'survey', N'TABLE', N'response';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Invitation that was answered.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'invitation_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Campaign.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'campaign_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Touchpoint.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'touchpoint_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Channel.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'channel_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Contact who answered.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'contact_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Company of the contact.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'company_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Unit that is rated.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'business_unit_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Employee who is rated.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'employee_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Product that is rated.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'product_id';
exec sys.sp_addextendedproperty N'MS_Description', N'The answer as the source holds it; whether it is rated is decided in the star.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'score';
exec sys.sp_addextendedproperty N'MS_Description', N'Largest possible rating, where it differs from the campaign’s.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'rating_max';
exec sys.sp_addextendedproperty N'MS_Description', N'Weight of the answer.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'weight';
exec sys.sp_addextendedproperty N'MS_Description', N'What the customer wrote.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'comment';
exec sys.sp_addextendedproperty N'MS_Description', N'Language of the answer.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'language';
exec sys.sp_addextendedproperty N'MS_Description', N'Segment of the company when it answered, where the source keeps it.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'company_segment';
exec sys.sp_addextendedproperty N'MS_Description', N'Role of the contact when answering, where the source keeps it.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'contact_role';
exec sys.sp_addextendedproperty N'MS_Description', N'When the answer came in.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'responded_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'modified_at';
exec sys.sp_addextendedproperty N'MS_Description', N'True where the source has deleted the answer.', N'SCHEMA', N'survey', N'TABLE', N'response', N'COLUMN', N'deleted';
go

-- Themes that answers touch.
create table [survey].[response_category] (
  [response_id] nvarchar(200) not null,
  [category] nvarchar(200) not null,
  [sentiment] nvarchar(40) null constraint [CK_response_category_sentiment] check ([sentiment] in (N'negative', N'neutral', N'positive')),
  constraint [PK_response_category] primary key clustered ([response_id], [category])
);
exec sys.sp_addextendedproperty N'MS_Description', N'Themes that answers touch', N'SCHEMA', N'survey', N'TABLE', N'response_category';
exec sys.sp_addextendedproperty N'MS_Description', N'Response.', N'SCHEMA', N'survey', N'TABLE', N'response_category', N'COLUMN', N'response_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Theme.', N'SCHEMA', N'survey', N'TABLE', N'response_category', N'COLUMN', N'category';
exec sys.sp_addextendedproperty N'MS_Description', N'Negative, neutral or positive.', N'SCHEMA', N'survey', N'TABLE', N'response_category', N'COLUMN', N'sentiment';
go

-- Cases opened on answers.
create table [survey].[follow_up] (
  [id] nvarchar(200) not null,
  [response_id] nvarchar(200) null,
  [rule] nvarchar(400) null,
  [owner_id] nvarchar(200) null,
  [status] nvarchar(40) not null constraint [CK_follow_up_status] check ([status] in (N'open', N'in progress', N'closed')),
  [opened_at] datetime2(3) not null,
  [first_action_at] datetime2(3) null,
  [due_at] datetime2(3) null,
  [closed_at] datetime2(3) null,
  [outcome] nvarchar(400) null,
  [modified_at] datetime2(3) not null constraint [DF_follow_up_modified_at] default sysutcdatetime(),
  constraint [PK_follow_up] primary key clustered ([id])
);
create index [IX_follow_up_modified_at] on [survey].[follow_up] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'Cases opened on answers', N'SCHEMA', N'survey', N'TABLE', N'follow_up';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Answer the case is about.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'response_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Rule or alarm that opened it.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'rule';
exec sys.sp_addextendedproperty N'MS_Description', N'Employee who owns it.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'owner_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Open, in progress or closed.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'status';
exec sys.sp_addextendedproperty N'MS_Description', N'When it was opened.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'opened_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When somebody first acted.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'first_action_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When it should be closed.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'due_at';
exec sys.sp_addextendedproperty N'MS_Description', N'When it was closed.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'closed_at';
exec sys.sp_addextendedproperty N'MS_Description', N'How it ended.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'outcome';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'follow_up', N'COLUMN', N'modified_at';
go

-- The NPS a unit set out to reach.
create table [survey].[goal] (
  [business_unit_id] nvarchar(200) null,
  [survey_class] nvarchar(40) not null constraint [CK_goal_survey_class] check ([survey_class] in (N'relational', N'transactional', N'experience')),
  [month] date not null,
  [goal_nps] float not null constraint [CK_goal_goal_nps] check ([goal_nps] between -100 and 100)
);
create unique clustered index [UX_goal] on [survey].[goal] ([business_unit_id], [survey_class], [month]);
exec sys.sp_addextendedproperty N'MS_Description', N'The NPS a unit set out to reach', N'SCHEMA', N'survey', N'TABLE', N'goal';
exec sys.sp_addextendedproperty N'MS_Description', N'Unit; none for the whole company.', N'SCHEMA', N'survey', N'TABLE', N'goal', N'COLUMN', N'business_unit_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Survey class.', N'SCHEMA', N'survey', N'TABLE', N'goal', N'COLUMN', N'survey_class';
exec sys.sp_addextendedproperty N'MS_Description', N'Any day of the month.', N'SCHEMA', N'survey', N'TABLE', N'goal', N'COLUMN', N'month';
exec sys.sp_addextendedproperty N'MS_Description', N'−100 to 100.', N'SCHEMA', N'survey', N'TABLE', N'goal', N'COLUMN', N'goal_nps';
go

-- Published values to compare with.
create table [survey].[benchmark] (
  [industry] nvarchar(200) not null,
  [metric] nvarchar(40) not null constraint [CK_benchmark_metric] check ([metric] in (N'NPS', N'CSAT', N'CES', N'experience')),
  [period] date not null,
  [value] float not null,
  [source] nvarchar(200) not null,
  constraint [PK_benchmark] primary key clustered ([industry], [metric], [period], [source])
);
exec sys.sp_addextendedproperty N'MS_Description', N'Published values to compare with', N'SCHEMA', N'survey', N'TABLE', N'benchmark';
exec sys.sp_addextendedproperty N'MS_Description', N'Industry that was measured.', N'SCHEMA', N'survey', N'TABLE', N'benchmark', N'COLUMN', N'industry';
exec sys.sp_addextendedproperty N'MS_Description', N'Metric that was measured.', N'SCHEMA', N'survey', N'TABLE', N'benchmark', N'COLUMN', N'metric';
exec sys.sp_addextendedproperty N'MS_Description', N'First day of the period.', N'SCHEMA', N'survey', N'TABLE', N'benchmark', N'COLUMN', N'period';
exec sys.sp_addextendedproperty N'MS_Description', N'Value.', N'SCHEMA', N'survey', N'TABLE', N'benchmark', N'COLUMN', N'value';
exec sys.sp_addextendedproperty N'MS_Description', N'Who published it.', N'SCHEMA', N'survey', N'TABLE', N'benchmark', N'COLUMN', N'source';
go

-- Deals in the pipeline.
create table [survey].[opportunity] (
  [id] nvarchar(200) not null,
  [company_id] nvarchar(200) null,
  [contact_id] nvarchar(200) null,
  [owner_id] nvarchar(200) null,
  [stage] nvarchar(400) null,
  [probability] float null constraint [CK_opportunity_probability] check ([probability] between 0 and 1),
  [amount] decimal(18, 2) null,
  [expected_close] date null,
  [outcome] nvarchar(40) not null constraint [CK_opportunity_outcome] check ([outcome] in (N'open', N'won', N'lost')),
  [modified_at] datetime2(3) not null constraint [DF_opportunity_modified_at] default sysutcdatetime(),
  constraint [PK_opportunity] primary key clustered ([id])
);
create index [IX_opportunity_modified_at] on [survey].[opportunity] ([modified_at]);
exec sys.sp_addextendedproperty N'MS_Description', N'Deals in the pipeline', N'SCHEMA', N'survey', N'TABLE', N'opportunity';
exec sys.sp_addextendedproperty N'MS_Description', N'Identifier at the source.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'id';
exec sys.sp_addextendedproperty N'MS_Description', N'Company.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'company_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Contact.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'contact_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Employee who owns it.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'owner_id';
exec sys.sp_addextendedproperty N'MS_Description', N'Stage.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'stage';
exec sys.sp_addextendedproperty N'MS_Description', N'0 to 1.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'probability';
exec sys.sp_addextendedproperty N'MS_Description', N'Value of the deal.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'amount';
exec sys.sp_addextendedproperty N'MS_Description', N'Expected close.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'expected_close';
exec sys.sp_addextendedproperty N'MS_Description', N'Open, won or lost.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'outcome';
exec sys.sp_addextendedproperty N'MS_Description', N'When the row last changed.', N'SCHEMA', N'survey', N'TABLE', N'opportunity', N'COLUMN', N'modified_at';
go

-- Rows that are gone, so that an incremental refresh forgets them too.
create table [survey].[deleted_row] (
  [entity] nvarchar(40) not null constraint [CK_deleted_row_entity] check ([entity] in (N'channel', N'business_unit', N'campaign', N'touchpoint', N'employee', N'product', N'company', N'contact', N'invitation', N'response', N'response_category', N'follow_up', N'goal', N'benchmark', N'opportunity')),
  [id] nvarchar(200) not null,
  [deleted_at] datetime2(3) not null constraint [DF_deleted_row_deleted_at] default sysutcdatetime(),
  constraint [PK_deleted_row] primary key clustered ([entity], [deleted_at], [id])
);
go
