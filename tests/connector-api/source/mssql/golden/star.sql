-- One build at a time
declare @taken int;
exec @taken = sp_getapplock @Resource = N'NPS Power Dashboards star', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;
if @taken < 0 throw 51003, N'Another build of the star is under way.', 1;
go

-- Schema staging
if schema_id(N'staging') is null exec (N'create schema [staging]');
go

-- Schema keys
if schema_id(N'keys') is null exec (N'create schema [keys]');
go

-- Schema history
if schema_id(N'history') is null exec (N'create schema [history]');
go

-- Schema state
if schema_id(N'state') is null exec (N'create schema [state]');
go

-- Schema star
if schema_id(N'star') is null exec (N'create schema [star]');
go

-- Schema star_kept
if schema_id(N'star_kept') is null exec (N'create schema [star_kept]');
go

-- Keys, kept for ever
if object_id(N'[keys].[campaign]', N'U') is null
create table [keys].[campaign] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_campaign] primary key clustered ([key]),
  constraint [UQ_keys_campaign] unique nonclustered ([id])
);
if object_id(N'[keys].[touchpoint]', N'U') is null
create table [keys].[touchpoint] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_touchpoint] primary key clustered ([key]),
  constraint [UQ_keys_touchpoint] unique nonclustered ([id])
);
if object_id(N'[keys].[channel]', N'U') is null
create table [keys].[channel] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_channel] primary key clustered ([key]),
  constraint [UQ_keys_channel] unique nonclustered ([id])
);
if object_id(N'[keys].[business_unit]', N'U') is null
create table [keys].[business_unit] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_business_unit] primary key clustered ([key]),
  constraint [UQ_keys_business_unit] unique nonclustered ([id])
);
if object_id(N'[keys].[company]', N'U') is null
create table [keys].[company] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_company] primary key clustered ([key]),
  constraint [UQ_keys_company] unique nonclustered ([id])
);
if object_id(N'[keys].[contact]', N'U') is null
create table [keys].[contact] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_contact] primary key clustered ([key]),
  constraint [UQ_keys_contact] unique nonclustered ([id])
);
if object_id(N'[keys].[employee]', N'U') is null
create table [keys].[employee] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_employee] primary key clustered ([key]),
  constraint [UQ_keys_employee] unique nonclustered ([id])
);
if object_id(N'[keys].[product]', N'U') is null
create table [keys].[product] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_product] primary key clustered ([key]),
  constraint [UQ_keys_product] unique nonclustered ([id])
);
if object_id(N'[keys].[category]', N'U') is null
create table [keys].[category] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] int not null,
  constraint [PK_keys_category] primary key clustered ([key]),
  constraint [UQ_keys_category] unique nonclustered ([id])
);
if object_id(N'[keys].[response]', N'U') is null
create table [keys].[response] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_response] primary key clustered ([key]),
  constraint [UQ_keys_response] unique nonclustered ([id])
);
if object_id(N'[keys].[invitation]', N'U') is null
create table [keys].[invitation] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_invitation] primary key clustered ([key]),
  constraint [UQ_keys_invitation] unique nonclustered ([id])
);
if object_id(N'[keys].[follow_up]', N'U') is null
create table [keys].[follow_up] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_follow_up] primary key clustered ([key]),
  constraint [UQ_keys_follow_up] unique nonclustered ([id])
);
if object_id(N'[keys].[goal]', N'U') is null
create table [keys].[goal] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_goal] primary key clustered ([key]),
  constraint [UQ_keys_goal] unique nonclustered ([id])
);
if object_id(N'[keys].[benchmark]', N'U') is null
create table [keys].[benchmark] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_benchmark] primary key clustered ([key]),
  constraint [UQ_keys_benchmark] unique nonclustered ([id])
);
if object_id(N'[keys].[opportunity]', N'U') is null
create table [keys].[opportunity] (
  [id] nvarchar(850) collate Latin1_General_100_BIN2 not null,
  [key] bigint not null,
  constraint [PK_keys_opportunity] primary key clustered ([key]),
  constraint [UQ_keys_opportunity] unique nonclustered ([id])
);
go

-- The unknown member
insert into [keys].[campaign] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[campaign] where [key] = 0);
insert into [keys].[touchpoint] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[touchpoint] where [key] = 0);
insert into [keys].[channel] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[channel] where [key] = 0);
insert into [keys].[business_unit] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[business_unit] where [key] = 0);
insert into [keys].[company] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[company] where [key] = 0);
insert into [keys].[contact] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[contact] where [key] = 0);
insert into [keys].[employee] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[employee] where [key] = 0);
insert into [keys].[product] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[product] where [key] = 0);
insert into [keys].[category] ([id], [key]) select N'', 0 where not exists (select 1 from [keys].[category] where [key] = 0);
go

-- Highest key ever given
if object_id(N'[state].[key_high]', N'U') is null
create table [state].[key_high] ([name] nvarchar(60) not null primary key, [high] bigint not null);
insert into [state].[key_high] ([name], [high])
select n.[name], 0 from (values (N'campaign'), (N'touchpoint'), (N'channel'), (N'business_unit'), (N'company'), (N'contact'), (N'employee'), (N'product'), (N'category'), (N'response'), (N'invitation'), (N'follow_up'), (N'goal'), (N'benchmark'), (N'opportunity')) as n([name])
where not exists (select 1 from [state].[key_high] as h where h.[name] = n.[name]);
go

-- History of attributes
if object_id(N'[history].[company_segment]', N'U') is null
create table [history].[company_segment] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 not null,
  [value] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [valid_from] datetime2(3) not null,
  [valid_to] datetime2(3) null,
  index [IX_company_segment] clustered ([id], [valid_from])
);
if object_id(N'[history].[contact_role]', N'U') is null
create table [history].[contact_role] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 not null,
  [value] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [valid_from] datetime2(3) not null,
  [valid_to] datetime2(3) null,
  index [IX_contact_role] clustered ([id], [valid_from])
);
go

-- Bad rows
drop table if exists [state].[quarantine];
create table [state].[quarantine] (
  [entity] nvarchar(60) not null,
  [id] nvarchar(max) null,
  [reason] nvarchar(max) not null,
  [row] nvarchar(max) null
);
go

-- Lists of builds
if object_id(N'[star_kept].[snapshot]', N'U') is null
create table [star_kept].[snapshot] ([build] int not null, [version] varchar(40) not null, [data_as_of] datetime2(3) not null, [built_at] datetime2(3) not null, [time_zone] varchar(100) not null, [source] varchar(400) not null);
if object_id(N'[star_kept].[snapshot_table]', N'U') is null
create table [star_kept].[snapshot_table] ([build] int not null, [table] varchar(128) not null, [rows] bigint not null, [hash] varchar(60) not null);
if object_id(N'[star_kept].[snapshot_count]', N'U') is null
create table [star_kept].[snapshot_count] ([build] int not null, [kind] varchar(20) not null, [name] varchar(200) not null, [rows] bigint not null);
go

-- Staging of channel
drop table if exists [staging].[channel];
create table [staging].[channel] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null
);
go

-- Staging of business_unit
drop table if exists [staging].[business_unit];
create table [staging].[business_unit] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [department] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [region] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [country] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [parent_id] nvarchar(400) collate Latin1_General_100_BIN2 null
);
go

-- Staging of campaign
drop table if exists [staging].[campaign];
create table [staging].[campaign] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [survey_class] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [nps_type] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [metric] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [rating_max] float null,
  [question_detractors] nvarchar(max) collate Latin1_General_100_BIN2 null,
  [question_passives] nvarchar(max) collate Latin1_General_100_BIN2 null,
  [question_promoters] nvarchar(max) collate Latin1_General_100_BIN2 null,
  [language] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [business_unit_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [active_from] date null,
  [active_to] date null
);
go

-- Staging of touchpoint
drop table if exists [staging].[touchpoint];
create table [staging].[touchpoint] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [journey] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [stage_order] int null,
  [phase] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [off_path] bit null
);
go

-- Staging of employee
drop table if exists [staging].[employee];
create table [staging].[employee] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [team] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [business_unit_id] nvarchar(400) collate Latin1_General_100_BIN2 null
);
go

-- Staging of product
drop table if exists [staging].[product];
create table [staging].[product] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [product_group] nvarchar(4000) collate Latin1_General_100_BIN2 null
);
go

-- Staging of company
drop table if exists [staging].[company];
create table [staging].[company] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [industry] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [segment] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [country] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [owner_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [yearly_value] decimal(18, 2) null,
  [churned_on] date null,
  [modified_at] datetime2(3) null
);
go

-- Staging of contact
drop table if exists [staging].[contact];
create table [staging].[contact] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [company_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [name] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [email] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [role] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [language] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [modified_at] datetime2(3) null
);
go

-- Staging of invitation
drop table if exists [staging].[invitation];
create table [staging].[invitation] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [campaign_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [touchpoint_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [channel_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [business_unit_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [contact_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [employee_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [product_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [sent_at] datetime2(3) null,
  [delivered_at] datetime2(3) null,
  [opened_at] datetime2(3) null,
  [bounced_at] datetime2(3) null,
  [opted_out_at] datetime2(3) null,
  [modified_at] datetime2(3) null
);
go

-- Staging of response
drop table if exists [staging].[response];
create table [staging].[response] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [invitation_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [campaign_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [touchpoint_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [channel_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [contact_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [company_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [business_unit_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [employee_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [product_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [score] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [rating_max] float null,
  [weight] float null,
  [comment] nvarchar(max) collate Latin1_General_100_BIN2 null,
  [language] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [company_segment] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [contact_role] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [responded_at] datetime2(3) null,
  [modified_at] datetime2(3) null,
  [deleted] bit null
);
go

-- Staging of response_category
drop table if exists [staging].[response_category];
create table [staging].[response_category] (
  [response_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [category] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [sentiment] nvarchar(4000) collate Latin1_General_100_BIN2 null
);
go

-- Staging of follow_up
drop table if exists [staging].[follow_up];
create table [staging].[follow_up] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [response_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [rule] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [owner_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [status] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [opened_at] datetime2(3) null,
  [first_action_at] datetime2(3) null,
  [due_at] datetime2(3) null,
  [closed_at] datetime2(3) null,
  [outcome] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [modified_at] datetime2(3) null
);
go

-- Staging of goal
drop table if exists [staging].[goal];
create table [staging].[goal] (
  [business_unit_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [survey_class] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [month] date null,
  [goal_nps] float null
);
go

-- Staging of benchmark
drop table if exists [staging].[benchmark];
create table [staging].[benchmark] (
  [industry] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [metric] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [period] date null,
  [value] float null,
  [source] nvarchar(400) collate Latin1_General_100_BIN2 null
);
go

-- Staging of opportunity
drop table if exists [staging].[opportunity];
create table [staging].[opportunity] (
  [id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [company_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [contact_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [owner_id] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [stage] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [probability] float null,
  [amount] decimal(18, 2) null,
  [expected_close] date null,
  [outcome] nvarchar(4000) collate Latin1_General_100_BIN2 null,
  [modified_at] datetime2(3) null
);
go

-- Read channel
drop table if exists #load_channel;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name]
into #load_channel
from (
select [id], [name] from [survey].[channel]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'channel', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name] for json path, without_array_wrapper)
from #load_channel as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name]
into #good
from #load_channel where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'channel', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[channel] with (tablock) ([id], [name])
select [id], [name]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_channel;
drop table #good;
create unique clustered index [CX_channel] on [staging].[channel] ([id]);
go

-- Read business_unit
drop table if exists #load_business_unit;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[department] as nvarchar(max)) collate Latin1_General_100_BIN2 as [department], cast([source].[region] as nvarchar(max)) collate Latin1_General_100_BIN2 as [region], cast([source].[country] as nvarchar(max)) collate Latin1_General_100_BIN2 as [country], cast([source].[parent_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [parent_id]
into #load_business_unit
from (
select [id], [name], [department], [region], [country], [parent_id] from [survey].[business_unit]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'business_unit', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name], l.[department], l.[region], l.[country], l.[parent_id] for json path, without_array_wrapper)
from #load_business_unit as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name], [department] as [department], [region] as [region], [country] as [country], nullif(ltrim(rtrim([parent_id])), N'') as [parent_id]
into #good
from #load_business_unit where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'business_unit', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name], l.[department], l.[region], l.[country], l.[parent_id] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[business_unit] with (tablock) ([id], [name], [department], [region], [country], [parent_id])
select [id], [name], [department], [region], [country], [parent_id]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_business_unit;
drop table #good;
create unique clustered index [CX_business_unit] on [staging].[business_unit] ([id]);
go

-- Read campaign
drop table if exists #load_campaign;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[survey_class] as nvarchar(max)) collate Latin1_General_100_BIN2 as [survey_class], cast([source].[nps_type] as nvarchar(max)) collate Latin1_General_100_BIN2 as [nps_type], cast([source].[metric] as nvarchar(max)) collate Latin1_General_100_BIN2 as [metric], cast([source].[rating_max] as float) as [rating_max], cast([source].[question_detractors] as nvarchar(max)) collate Latin1_General_100_BIN2 as [question_detractors], cast([source].[question_passives] as nvarchar(max)) collate Latin1_General_100_BIN2 as [question_passives], cast([source].[question_promoters] as nvarchar(max)) collate Latin1_General_100_BIN2 as [question_promoters], cast([source].[language] as nvarchar(max)) collate Latin1_General_100_BIN2 as [language], cast([source].[business_unit_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [business_unit_id], cast([source].[active_from] as date) as [active_from], cast([source].[active_to] as date) as [active_to]
into #load_campaign
from (
select [id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to] from [survey].[campaign]
) as [source];
if (select top (1) [survey_class] from #load_campaign where [survey_class] is not null and case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end is null) is not null
begin
  declare @survey_class nvarchar(2000) = concat(N'campaign.survey_class: "', (select top (1) [survey_class] from #load_campaign where [survey_class] is not null and case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end is null), N'" is not one of relational, transactional, experience');
  throw 51002, @survey_class, 1;
end;
if (select top (1) [metric] from #load_campaign where [metric] is not null and case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end is null) is not null
begin
  declare @metric nvarchar(2000) = concat(N'campaign.metric: "', (select top (1) [metric] from #load_campaign where [metric] is not null and case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end is null), N'" is not one of NPS, CSAT, CES, experience');
  throw 51002, @metric, 1;
end;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'campaign', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name], l.[survey_class], l.[nps_type], l.[metric], l.[rating_max], l.[question_detractors], l.[question_passives], l.[question_promoters], l.[language], l.[business_unit_id], l.[active_from], l.[active_to] for json path, without_array_wrapper)
from #load_campaign as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name], case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end as [survey_class], case lower(ltrim(rtrim([nps_type]))) when N'product' then N'product' when N'project' then N'project' when N'meeting' then N'meeting' when N'event' then N'event' when N'onboarding' then N'onboarding' when N'relationship' then N'relationship' when N'deal' then N'deal' when N'renewal' then N'renewal' when N'service' then N'service' when N'sales' then N'sales' end as [nps_type], case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end as [metric], [rating_max] as [rating_max], [question_detractors] as [question_detractors], [question_passives] as [question_passives], [question_promoters] as [question_promoters], [language] as [language], nullif(ltrim(rtrim([business_unit_id])), N'') as [business_unit_id], case when [active_from] between '19900101' and '21000101' then [active_from] end as [active_from], case when [active_to] between '19900101' and '21000101' then [active_to] end as [active_to]
into #good
from #load_campaign where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'campaign', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name], l.[survey_class], l.[nps_type], l.[metric], l.[rating_max], l.[question_detractors], l.[question_passives], l.[question_promoters], l.[language], l.[business_unit_id], l.[active_from], l.[active_to] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[campaign] with (tablock) ([id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to])
select [id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_campaign;
drop table #good;
create unique clustered index [CX_campaign] on [staging].[campaign] ([id]);
go

-- Read touchpoint
drop table if exists #load_touchpoint;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[journey] as nvarchar(max)) collate Latin1_General_100_BIN2 as [journey], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[stage_order] as float) as [stage_order], cast([source].[phase] as nvarchar(max)) collate Latin1_General_100_BIN2 as [phase], cast([source].[off_path] as bit) as [off_path]
into #load_touchpoint
from (
select [id], [journey], [name], [stage_order], [phase], [off_path] from [survey].[touchpoint]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'touchpoint', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[journey], l.[name], l.[stage_order], l.[phase], l.[off_path] for json path, without_array_wrapper)
from #load_touchpoint as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [journey] as [journey], [name] as [name], case when [stage_order] = floor([stage_order]) then try_cast([stage_order] as int) end as [stage_order], case lower(ltrim(rtrim([phase]))) when N'before' then N'before' when N'during' then N'during' when N'after' then N'after' end as [phase], [off_path] as [off_path]
into #good
from #load_touchpoint where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'touchpoint', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[journey], l.[name], l.[stage_order], l.[phase], l.[off_path] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[touchpoint] with (tablock) ([id], [journey], [name], [stage_order], [phase], [off_path])
select [id], [journey], [name], [stage_order], [phase], [off_path]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_touchpoint;
drop table #good;
create unique clustered index [CX_touchpoint] on [staging].[touchpoint] ([id]);
go

-- Read employee
drop table if exists #load_employee;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[team] as nvarchar(max)) collate Latin1_General_100_BIN2 as [team], cast([source].[business_unit_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [business_unit_id]
into #load_employee
from (
select [id], [name], [team], [business_unit_id] from [survey].[employee]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'employee', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name], l.[team], l.[business_unit_id] for json path, without_array_wrapper)
from #load_employee as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name], [team] as [team], nullif(ltrim(rtrim([business_unit_id])), N'') as [business_unit_id]
into #good
from #load_employee where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'employee', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name], l.[team], l.[business_unit_id] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[employee] with (tablock) ([id], [name], [team], [business_unit_id])
select [id], [name], [team], [business_unit_id]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_employee;
drop table #good;
create unique clustered index [CX_employee] on [staging].[employee] ([id]);
go

-- Read product
drop table if exists #load_product;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[product_group] as nvarchar(max)) collate Latin1_General_100_BIN2 as [product_group]
into #load_product
from (
select [id], [name], [product_group] from [survey].[product]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'product', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name], l.[product_group] for json path, without_array_wrapper)
from #load_product as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name], [product_group] as [product_group]
into #good
from #load_product where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'product', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name], l.[product_group] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[product] with (tablock) ([id], [name], [product_group])
select [id], [name], [product_group]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_product;
drop table #good;
create unique clustered index [CX_product] on [staging].[product] ([id]);
go

-- Read company
drop table if exists #load_company;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[industry] as nvarchar(max)) collate Latin1_General_100_BIN2 as [industry], cast([source].[segment] as nvarchar(max)) collate Latin1_General_100_BIN2 as [segment], cast([source].[country] as nvarchar(max)) collate Latin1_General_100_BIN2 as [country], cast([source].[owner_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [owner_id], cast([source].[yearly_value] as decimal(18, 2)) as [yearly_value], cast([source].[churned_on] as date) as [churned_on], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into #load_company
from (
select [id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at] from [survey].[company]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'company', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[name], l.[industry], l.[segment], l.[country], l.[owner_id], l.[yearly_value], l.[churned_on], l.[modified_at] for json path, without_array_wrapper)
from #load_company as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], [name] as [name], [industry] as [industry], [segment] as [segment], [country] as [country], nullif(ltrim(rtrim([owner_id])), N'') as [owner_id], [yearly_value] as [yearly_value], case when [churned_on] between '19900101' and '21000101' then [churned_on] end as [churned_on], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into #good
from #load_company where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'company', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[name], l.[industry], l.[segment], l.[country], l.[owner_id], l.[yearly_value], l.[churned_on], l.[modified_at] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[company] with (tablock) ([id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at])
select [id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_company;
drop table #good;
create unique clustered index [CX_company] on [staging].[company] ([id]);
go

-- Read contact
drop table if exists #load_contact;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[company_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [company_id], cast([source].[name] as nvarchar(max)) collate Latin1_General_100_BIN2 as [name], cast([source].[email] as nvarchar(max)) collate Latin1_General_100_BIN2 as [email], cast([source].[role] as nvarchar(max)) collate Latin1_General_100_BIN2 as [role], cast([source].[language] as nvarchar(max)) collate Latin1_General_100_BIN2 as [language], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into #load_contact
from (
select [id], [company_id], [name], [email], [role], [language], [modified_at] from [survey].[contact]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'contact', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[company_id], l.[name], l.[email], l.[role], l.[language], l.[modified_at] for json path, without_array_wrapper)
from #load_contact as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], nullif(ltrim(rtrim([company_id])), N'') as [company_id], [name] as [name], [email] as [email], case lower(ltrim(rtrim([role]))) when N'daily user' then N'daily user' when N'decision maker' then N'decision maker' when N'buyer' then N'buyer' when N'operations' then N'operations' end as [role], [language] as [language], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into #good
from #load_contact where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'contact', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[company_id], l.[name], l.[email], l.[role], l.[language], l.[modified_at] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[contact] with (tablock) ([id], [company_id], [name], [email], [role], [language], [modified_at])
select [id], [company_id], [name], [email], [role], [language], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_contact;
drop table #good;
create unique clustered index [CX_contact] on [staging].[contact] ([id]);
go

-- Read invitation
drop table if exists #load_invitation;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[campaign_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [campaign_id], cast([source].[touchpoint_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [touchpoint_id], cast([source].[channel_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [channel_id], cast([source].[business_unit_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [business_unit_id], cast([source].[contact_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [contact_id], cast([source].[employee_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [employee_id], cast([source].[product_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [product_id], cast(switchoffset(cast([source].[sent_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [sent_at], cast(switchoffset(cast([source].[delivered_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [delivered_at], cast(switchoffset(cast([source].[opened_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opened_at], cast(switchoffset(cast([source].[bounced_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [bounced_at], cast(switchoffset(cast([source].[opted_out_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opted_out_at], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into #load_invitation
from (
select [id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at] from [survey].[invitation]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'invitation', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[campaign_id], l.[touchpoint_id], l.[channel_id], l.[business_unit_id], l.[contact_id], l.[employee_id], l.[product_id], l.[sent_at], l.[delivered_at], l.[opened_at], l.[bounced_at], l.[opted_out_at], l.[modified_at] for json path, without_array_wrapper)
from #load_invitation as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [sent_at] is null then N'sent_at is missing' when case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end is null then concat(N'sent_at: "', [sent_at], N'" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], nullif(ltrim(rtrim([campaign_id])), N'') as [campaign_id], nullif(ltrim(rtrim([touchpoint_id])), N'') as [touchpoint_id], nullif(ltrim(rtrim([channel_id])), N'') as [channel_id], nullif(ltrim(rtrim([business_unit_id])), N'') as [business_unit_id], nullif(ltrim(rtrim([contact_id])), N'') as [contact_id], nullif(ltrim(rtrim([employee_id])), N'') as [employee_id], nullif(ltrim(rtrim([product_id])), N'') as [product_id], case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end as [sent_at], case when [delivered_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [delivered_at] end as [delivered_at], case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end as [opened_at], case when [bounced_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [bounced_at] end as [bounced_at], case when [opted_out_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opted_out_at] end as [opted_out_at], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into #good
from #load_invitation where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [sent_at] is null then N'sent_at is missing' when case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end is null then concat(N'sent_at: "', [sent_at], N'" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'invitation', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[campaign_id], l.[touchpoint_id], l.[channel_id], l.[business_unit_id], l.[contact_id], l.[employee_id], l.[product_id], l.[sent_at], l.[delivered_at], l.[opened_at], l.[bounced_at], l.[opted_out_at], l.[modified_at] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[invitation] with (tablock) ([id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at])
select [id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_invitation;
drop table #good;
create unique clustered index [CX_invitation] on [staging].[invitation] ([id]);
go

-- Read response
drop table if exists #load_response;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[invitation_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [invitation_id], cast([source].[campaign_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [campaign_id], cast([source].[touchpoint_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [touchpoint_id], cast([source].[channel_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [channel_id], cast([source].[contact_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [contact_id], cast([source].[company_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [company_id], cast([source].[business_unit_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [business_unit_id], cast([source].[employee_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [employee_id], cast([source].[product_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [product_id], cast([source].[score] as nvarchar(max)) collate Latin1_General_100_BIN2 as [score], cast([source].[rating_max] as float) as [rating_max], cast([source].[weight] as float) as [weight], cast([source].[comment] as nvarchar(max)) collate Latin1_General_100_BIN2 as [comment], cast([source].[language] as nvarchar(max)) collate Latin1_General_100_BIN2 as [language], cast([source].[company_segment] as nvarchar(max)) collate Latin1_General_100_BIN2 as [company_segment], cast([source].[contact_role] as nvarchar(max)) collate Latin1_General_100_BIN2 as [contact_role], cast(switchoffset(cast([source].[responded_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [responded_at], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at], cast([source].[deleted] as bit) as [deleted]
into #load_response
from (
select [id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted] from [survey].[response]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'response', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[invitation_id], l.[campaign_id], l.[touchpoint_id], l.[channel_id], l.[contact_id], l.[company_id], l.[business_unit_id], l.[employee_id], l.[product_id], l.[score], l.[rating_max], l.[weight], l.[comment], l.[language], l.[company_segment], l.[contact_role], l.[responded_at], l.[modified_at], l.[deleted] for json path, without_array_wrapper)
from #load_response as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [responded_at] is null then N'responded_at is missing' when case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end is null then concat(N'responded_at: "', [responded_at], N'" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], nullif(ltrim(rtrim([invitation_id])), N'') as [invitation_id], nullif(ltrim(rtrim([campaign_id])), N'') as [campaign_id], nullif(ltrim(rtrim([touchpoint_id])), N'') as [touchpoint_id], nullif(ltrim(rtrim([channel_id])), N'') as [channel_id], nullif(ltrim(rtrim([contact_id])), N'') as [contact_id], nullif(ltrim(rtrim([company_id])), N'') as [company_id], nullif(ltrim(rtrim([business_unit_id])), N'') as [business_unit_id], nullif(ltrim(rtrim([employee_id])), N'') as [employee_id], nullif(ltrim(rtrim([product_id])), N'') as [product_id], [score] as [score], [rating_max] as [rating_max], [weight] as [weight], [comment] as [comment], [language] as [language], [company_segment] as [company_segment], case lower(ltrim(rtrim([contact_role]))) when N'daily user' then N'daily user' when N'decision maker' then N'decision maker' when N'buyer' then N'buyer' when N'operations' then N'operations' end as [contact_role], case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end as [responded_at], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at], [deleted] as [deleted]
into #good
from #load_response where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [responded_at] is null then N'responded_at is missing' when case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end is null then concat(N'responded_at: "', [responded_at], N'" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'response', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[invitation_id], l.[campaign_id], l.[touchpoint_id], l.[channel_id], l.[contact_id], l.[company_id], l.[business_unit_id], l.[employee_id], l.[product_id], l.[score], l.[rating_max], l.[weight], l.[comment], l.[language], l.[company_segment], l.[contact_role], l.[responded_at], l.[modified_at], l.[deleted] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[response] with (tablock) ([id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted])
select [id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1 and coalesce([deleted], 0) = 0;
drop table #load_response;
drop table #good;
create unique clustered index [CX_response] on [staging].[response] ([id]);
go

-- Read response_category
drop table if exists #load_response_category;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[response_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [response_id], cast([source].[category] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [category], cast([source].[sentiment] as nvarchar(max)) collate Latin1_General_100_BIN2 as [sentiment]
into #load_response_category
from (
select [response_id], [category], [sentiment] from [survey].[response_category]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'response_category', concat_ws(N'|', [response_id], [category], cast(null as nvarchar(1))), p.[problem], (select l.[response_id], l.[category], l.[sentiment] for json path, without_array_wrapper)
from #load_response_category as l cross apply (select case when [response_id] is null then N'response_id is missing' when nullif(ltrim(rtrim([response_id])), N'') is null then concat(N'response_id: "', [response_id], N'" is not a text') when [category] is null then N'category is missing' when nullif(ltrim(rtrim([category])), N'') is null then concat(N'category: "', [category], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([response_id])), N'') as [response_id], nullif(ltrim(rtrim([category])), N'') as [category], case lower(ltrim(rtrim([sentiment]))) when N'negative' then N'negative' when N'neutral' then N'neutral' when N'positive' then N'positive' end as [sentiment]
into #good
from #load_response_category where (case when [response_id] is null then N'response_id is missing' when nullif(ltrim(rtrim([response_id])), N'') is null then concat(N'response_id: "', [response_id], N'" is not a text') when [category] is null then N'category is missing' when nullif(ltrim(rtrim([category])), N'') is null then concat(N'category: "', [category], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'response_category', concat_ws(N'|', [response_id], [category], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[response_id], l.[category], l.[sentiment] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [response_id], [category] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[response_category] with (tablock) ([response_id], [category], [sentiment])
select [response_id], [category], [sentiment]
from (select *, row_number() over (partition by [response_id], [category] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_response_category;
drop table #good;
go

-- Read follow_up
drop table if exists #load_follow_up;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[response_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [response_id], cast([source].[rule] as nvarchar(max)) collate Latin1_General_100_BIN2 as [rule], cast([source].[owner_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [owner_id], cast([source].[status] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [status], cast(switchoffset(cast([source].[opened_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opened_at], cast(switchoffset(cast([source].[first_action_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [first_action_at], cast(switchoffset(cast([source].[due_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [due_at], cast(switchoffset(cast([source].[closed_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [closed_at], cast([source].[outcome] as nvarchar(max)) collate Latin1_General_100_BIN2 as [outcome], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into #load_follow_up
from (
select [id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at] from [survey].[follow_up]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'follow_up', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[response_id], l.[rule], l.[owner_id], l.[status], l.[opened_at], l.[first_action_at], l.[due_at], l.[closed_at], l.[outcome], l.[modified_at] for json path, without_array_wrapper)
from #load_follow_up as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [status] is null then N'status is missing' when case lower(ltrim(rtrim([status]))) when N'open' then N'open' when N'in progress' then N'in progress' when N'closed' then N'closed' end is null then concat(N'status: "', [status], N'" is not one of open, in progress, closed') when [opened_at] is null then N'opened_at is missing' when case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end is null then concat(N'opened_at: "', [opened_at], N'" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], nullif(ltrim(rtrim([response_id])), N'') as [response_id], [rule] as [rule], nullif(ltrim(rtrim([owner_id])), N'') as [owner_id], case lower(ltrim(rtrim([status]))) when N'open' then N'open' when N'in progress' then N'in progress' when N'closed' then N'closed' end as [status], case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end as [opened_at], case when [first_action_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [first_action_at] end as [first_action_at], case when [due_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [due_at] end as [due_at], case when [closed_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [closed_at] end as [closed_at], [outcome] as [outcome], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into #good
from #load_follow_up where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [status] is null then N'status is missing' when case lower(ltrim(rtrim([status]))) when N'open' then N'open' when N'in progress' then N'in progress' when N'closed' then N'closed' end is null then concat(N'status: "', [status], N'" is not one of open, in progress, closed') when [opened_at] is null then N'opened_at is missing' when case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end is null then concat(N'opened_at: "', [opened_at], N'" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'follow_up', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[response_id], l.[rule], l.[owner_id], l.[status], l.[opened_at], l.[first_action_at], l.[due_at], l.[closed_at], l.[outcome], l.[modified_at] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[follow_up] with (tablock) ([id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at])
select [id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_follow_up;
drop table #good;
create unique clustered index [CX_follow_up] on [staging].[follow_up] ([id]);
go

-- Read goal
drop table if exists #load_goal;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[business_unit_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [business_unit_id], cast([source].[survey_class] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [survey_class], cast([source].[month] as date) as [month], cast([source].[goal_nps] as float) as [goal_nps]
into #load_goal
from (
select [business_unit_id], [survey_class], [month], [goal_nps] from [survey].[goal]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'goal', concat_ws(N'|', [business_unit_id], [survey_class], [month], cast(null as nvarchar(1))), p.[problem], (select l.[business_unit_id], l.[survey_class], l.[month], l.[goal_nps] for json path, without_array_wrapper)
from #load_goal as l cross apply (select case when [survey_class] is null then N'survey_class is missing' when case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end is null then concat(N'survey_class: "', [survey_class], N'" is not one of relational, transactional, experience') when [month] is null then N'month is missing' when case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end is null then concat(N'month: "', [month], N'" is not a time between 1990 and 2100') when [goal_nps] is null then N'goal_nps is missing' when case when [goal_nps] between -100 and 100 then [goal_nps] end is null then concat(N'goal_nps: "', [goal_nps], N'" is not a number from -100 to 100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([business_unit_id])), N'') as [business_unit_id], case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end as [survey_class], case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end as [month], case when [goal_nps] between -100 and 100 then [goal_nps] end as [goal_nps]
into #good
from #load_goal where (case when [survey_class] is null then N'survey_class is missing' when case lower(ltrim(rtrim([survey_class]))) when N'relational' then N'relational' when N'transactional' then N'transactional' when N'experience' then N'experience' end is null then concat(N'survey_class: "', [survey_class], N'" is not one of relational, transactional, experience') when [month] is null then N'month is missing' when case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end is null then concat(N'month: "', [month], N'" is not a time between 1990 and 2100') when [goal_nps] is null then N'goal_nps is missing' when case when [goal_nps] between -100 and 100 then [goal_nps] end is null then concat(N'goal_nps: "', [goal_nps], N'" is not a number from -100 to 100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'goal', concat_ws(N'|', [business_unit_id], [survey_class], [month], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[business_unit_id], l.[survey_class], l.[month], l.[goal_nps] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [business_unit_id], [survey_class], [month] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[goal] with (tablock) ([business_unit_id], [survey_class], [month], [goal_nps])
select [business_unit_id], [survey_class], [month], [goal_nps]
from (select *, row_number() over (partition by [business_unit_id], [survey_class], [month] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_goal;
drop table #good;
go

-- Read benchmark
drop table if exists #load_benchmark;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[industry] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [industry], cast([source].[metric] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [metric], cast([source].[period] as date) as [period], cast([source].[value] as float) as [value], cast([source].[source] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [source]
into #load_benchmark
from (
select [industry], [metric], [period], [value], [source] from [survey].[benchmark]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'benchmark', concat_ws(N'|', [industry], [metric], [period], [source], cast(null as nvarchar(1))), p.[problem], (select l.[industry], l.[metric], l.[period], l.[value], l.[source] for json path, without_array_wrapper)
from #load_benchmark as l cross apply (select case when [industry] is null then N'industry is missing' when nullif(ltrim(rtrim([industry])), N'') is null then concat(N'industry: "', [industry], N'" is not a text') when [metric] is null then N'metric is missing' when case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end is null then concat(N'metric: "', [metric], N'" is not one of NPS, CSAT, CES, experience') when [period] is null then N'period is missing' when case when [period] between '19900101' and '21000101' then [period] end is null then concat(N'period: "', [period], N'" is not a time between 1990 and 2100') when [value] is null then N'value is missing' when [value] is null then concat(N'value: "', [value], N'" is not a number') when [source] is null then N'source is missing' when nullif(ltrim(rtrim([source])), N'') is null then concat(N'source: "', [source], N'" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([industry])), N'') as [industry], case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end as [metric], case when [period] between '19900101' and '21000101' then [period] end as [period], [value] as [value], nullif(ltrim(rtrim([source])), N'') as [source]
into #good
from #load_benchmark where (case when [industry] is null then N'industry is missing' when nullif(ltrim(rtrim([industry])), N'') is null then concat(N'industry: "', [industry], N'" is not a text') when [metric] is null then N'metric is missing' when case lower(ltrim(rtrim([metric]))) when N'nps' then N'NPS' when N'csat' then N'CSAT' when N'ces' then N'CES' when N'experience' then N'experience' end is null then concat(N'metric: "', [metric], N'" is not one of NPS, CSAT, CES, experience') when [period] is null then N'period is missing' when case when [period] between '19900101' and '21000101' then [period] end is null then concat(N'period: "', [period], N'" is not a time between 1990 and 2100') when [value] is null then N'value is missing' when [value] is null then concat(N'value: "', [value], N'" is not a number') when [source] is null then N'source is missing' when nullif(ltrim(rtrim([source])), N'') is null then concat(N'source: "', [source], N'" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'benchmark', concat_ws(N'|', [industry], [metric], [period], [source], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[industry], l.[metric], l.[period], l.[value], l.[source] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [industry], [metric], [period], [source] order by [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[benchmark] with (tablock) ([industry], [metric], [period], [value], [source])
select [industry], [metric], [period], [value], [source]
from (select *, row_number() over (partition by [industry], [metric], [period], [source] order by [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_benchmark;
drop table #good;
go

-- Read opportunity
drop table if exists #load_opportunity;
drop table if exists #good;
select identity(bigint, 1, 1) as [load_row], cast([source].[id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [id], cast([source].[company_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [company_id], cast([source].[contact_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [contact_id], cast([source].[owner_id] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [owner_id], cast([source].[stage] as nvarchar(max)) collate Latin1_General_100_BIN2 as [stage], cast([source].[probability] as float) as [probability], cast([source].[amount] as decimal(18, 2)) as [amount], cast([source].[expected_close] as date) as [expected_close], cast([source].[outcome] as nvarchar(4000)) collate Latin1_General_100_BIN2 as [outcome], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into #load_opportunity
from (
select [id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at] from [survey].[opportunity]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'opportunity', concat_ws(N'|', [id], cast(null as nvarchar(1))), p.[problem], (select l.[id], l.[company_id], l.[contact_id], l.[owner_id], l.[stage], l.[probability], l.[amount], l.[expected_close], l.[outcome], l.[modified_at] for json path, without_array_wrapper)
from #load_opportunity as l cross apply (select case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [outcome] is null then N'outcome is missing' when case lower(ltrim(rtrim([outcome]))) when N'open' then N'open' when N'won' then N'won' when N'lost' then N'lost' end is null then concat(N'outcome: "', [outcome], N'" is not one of open, won, lost') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), N'') as [id], nullif(ltrim(rtrim([company_id])), N'') as [company_id], nullif(ltrim(rtrim([contact_id])), N'') as [contact_id], nullif(ltrim(rtrim([owner_id])), N'') as [owner_id], [stage] as [stage], case when [probability] between 0 and 1 then [probability] end as [probability], [amount] as [amount], case when [expected_close] between '19900101' and '21000101' then [expected_close] end as [expected_close], case lower(ltrim(rtrim([outcome]))) when N'open' then N'open' when N'won' then N'won' when N'lost' then N'lost' end as [outcome], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into #good
from #load_opportunity where (case when [id] is null then N'id is missing' when nullif(ltrim(rtrim([id])), N'') is null then concat(N'id: "', [id], N'" is not a text') when [outcome] is null then N'outcome is missing' when case lower(ltrim(rtrim([outcome]))) when N'open' then N'open' when N'won' then N'won' when N'lost' then N'lost' end is null then concat(N'outcome: "', [outcome], N'" is not one of open, won, lost') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select N'opportunity', concat_ws(N'|', [id], cast(null as nvarchar(1))), N'repeats the key of a newer row', (select l.[id], l.[company_id], l.[contact_id], l.[owner_id], l.[stage], l.[probability], l.[amount], l.[expected_close], l.[outcome], l.[modified_at] for json path, without_array_wrapper)
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as l
where l.[place] > 1;
insert into [staging].[opportunity] with (tablock) ([id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at])
select [id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from #good) as g
where g.[place] = 1;
drop table #load_opportunity;
drop table #good;
create unique clustered index [CX_opportunity] on [staging].[opportunity] ([id]);
go

-- Keys of campaign
set xact_abort on;
begin transaction;
insert into [keys].[campaign] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'campaign') + row_number() over (order by s.[id])
from (
select [id] from [staging].[campaign]
union
select [campaign_id] as [id] from [staging].[invitation]
union
select [campaign_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[campaign] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[campaign])
where [name] = N'campaign' and [high] < (select max([key]) from [keys].[campaign]);
commit transaction;
go

-- Keys of touchpoint
set xact_abort on;
begin transaction;
insert into [keys].[touchpoint] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'touchpoint') + row_number() over (order by s.[id])
from (
select [id] from [staging].[touchpoint]
union
select [touchpoint_id] as [id] from [staging].[invitation]
union
select [touchpoint_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[touchpoint] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[touchpoint])
where [name] = N'touchpoint' and [high] < (select max([key]) from [keys].[touchpoint]);
commit transaction;
go

-- Keys of channel
set xact_abort on;
begin transaction;
insert into [keys].[channel] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'channel') + row_number() over (order by s.[id])
from (
select [id] from [staging].[channel]
union
select [channel_id] as [id] from [staging].[invitation]
union
select [channel_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[channel] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[channel])
where [name] = N'channel' and [high] < (select max([key]) from [keys].[channel]);
commit transaction;
go

-- Keys of business_unit
set xact_abort on;
begin transaction;
insert into [keys].[business_unit] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'business_unit') + row_number() over (order by s.[id])
from (
select [id] from [staging].[business_unit]
union
select [parent_id] as [id] from [staging].[business_unit]
union
select [business_unit_id] as [id] from [staging].[campaign]
union
select [business_unit_id] as [id] from [staging].[employee]
union
select [business_unit_id] as [id] from [staging].[invitation]
union
select [business_unit_id] as [id] from [staging].[response]
union
select [business_unit_id] as [id] from [staging].[goal]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[business_unit] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[business_unit])
where [name] = N'business_unit' and [high] < (select max([key]) from [keys].[business_unit]);
commit transaction;
go

-- Keys of company
set xact_abort on;
begin transaction;
insert into [keys].[company] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'company') + row_number() over (order by s.[id])
from (
select [id] from [staging].[company]
union
select [company_id] as [id] from [staging].[contact]
union
select [company_id] as [id] from [staging].[response]
union
select [company_id] as [id] from [staging].[opportunity]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[company] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[company])
where [name] = N'company' and [high] < (select max([key]) from [keys].[company]);
commit transaction;
go

-- Keys of contact
set xact_abort on;
begin transaction;
insert into [keys].[contact] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'contact') + row_number() over (order by s.[id])
from (
select [id] from [staging].[contact]
union
select [contact_id] as [id] from [staging].[invitation]
union
select [contact_id] as [id] from [staging].[response]
union
select [contact_id] as [id] from [staging].[opportunity]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[contact] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[contact])
where [name] = N'contact' and [high] < (select max([key]) from [keys].[contact]);
commit transaction;
go

-- Keys of employee
set xact_abort on;
begin transaction;
insert into [keys].[employee] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'employee') + row_number() over (order by s.[id])
from (
select [id] from [staging].[employee]
union
select [owner_id] as [id] from [staging].[company]
union
select [employee_id] as [id] from [staging].[invitation]
union
select [employee_id] as [id] from [staging].[response]
union
select [owner_id] as [id] from [staging].[follow_up]
union
select [owner_id] as [id] from [staging].[opportunity]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[employee] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[employee])
where [name] = N'employee' and [high] < (select max([key]) from [keys].[employee]);
commit transaction;
go

-- Keys of product
set xact_abort on;
begin transaction;
insert into [keys].[product] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'product') + row_number() over (order by s.[id])
from (
select [id] from [staging].[product]
union
select [product_id] as [id] from [staging].[invitation]
union
select [product_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[product] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[product])
where [name] = N'product' and [high] < (select max([key]) from [keys].[product]);
commit transaction;
go

-- Keys of category
set xact_abort on;
begin transaction;
insert into [keys].[category] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'category') + row_number() over (order by s.[id])
from (
select distinct [category] as [id] from [staging].[response_category]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[category] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[category])
where [name] = N'category' and [high] < (select max([key]) from [keys].[category]);
commit transaction;
go

-- Keys of response
set xact_abort on;
begin transaction;
insert into [keys].[response] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'response') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([responded_at]) as [happened] from [staging].[response] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[response] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[response])
where [name] = N'response' and [high] < (select max([key]) from [keys].[response]);
commit transaction;
go

-- Keys of invitation
set xact_abort on;
begin transaction;
insert into [keys].[invitation] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'invitation') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([sent_at]) as [happened] from [staging].[invitation] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[invitation] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[invitation])
where [name] = N'invitation' and [high] < (select max([key]) from [keys].[invitation]);
commit transaction;
go

-- Keys of follow_up
set xact_abort on;
begin transaction;
insert into [keys].[follow_up] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'follow_up') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([opened_at]) as [happened] from [staging].[follow_up] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[follow_up] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[follow_up])
where [name] = N'follow_up' and [high] < (select max([key]) from [keys].[follow_up]);
commit transaction;
go

-- Keys of goal
set xact_abort on;
begin transaction;
insert into [keys].[goal] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'goal') + row_number() over (order by s.[id])
from (
select concat(coalesce([business_unit_id], N''), N'|', [survey_class], N'|', convert(char(8), [month], 112)) as [id] from [staging].[goal]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[goal] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[goal])
where [name] = N'goal' and [high] < (select max([key]) from [keys].[goal]);
commit transaction;
go

-- Keys of benchmark
set xact_abort on;
begin transaction;
insert into [keys].[benchmark] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'benchmark') + row_number() over (order by s.[id])
from (
select concat([industry], N'|', [metric], N'|', convert(char(8), [period], 112), N'|', [source]) as [id] from [staging].[benchmark]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[benchmark] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[benchmark])
where [name] = N'benchmark' and [high] < (select max([key]) from [keys].[benchmark]);
commit transaction;
go

-- Keys of opportunity
set xact_abort on;
begin transaction;
insert into [keys].[opportunity] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = N'opportunity') + row_number() over (order by s.[id])
from (
select [id] from [staging].[opportunity]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[opportunity] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[opportunity])
where [name] = N'opportunity' and [high] < (select max([key]) from [keys].[opportunity]);
commit transaction;
go

-- History of company segment
set xact_abort on;
begin transaction;
drop table if exists #changed;
select m.[id], m.[segment] as [value],
  case when coalesce(m.[modified_at], sysutcdatetime()) > dateadd(millisecond, 1, h.[valid_from])
    then coalesce(m.[modified_at], sysutcdatetime()) else dateadd(millisecond, 1, h.[valid_from]) end as [changed_at]
into #changed
from [staging].[company] as m join [history].[company_segment] as h on h.[id] = m.[id] and h.[valid_to] is null
where exists (select h.[value] except select m.[segment]);
update h set h.[valid_to] = c.[changed_at]
from [history].[company_segment] as h join #changed as c on c.[id] = h.[id] where h.[valid_to] is null;
insert into [history].[company_segment] ([id], [value], [valid_from], [valid_to])
select [id], [value], [changed_at], null from #changed;
drop table #changed;
insert into [history].[company_segment] ([id], [value], [valid_from], [valid_to])
select m.[id], m.[segment], '19000101', null from [staging].[company] as m
where not exists (select 1 from [history].[company_segment] as h where h.[id] = m.[id]);
commit transaction;
go

-- History of contact role
set xact_abort on;
begin transaction;
drop table if exists #changed;
select m.[id], m.[role] as [value],
  case when coalesce(m.[modified_at], sysutcdatetime()) > dateadd(millisecond, 1, h.[valid_from])
    then coalesce(m.[modified_at], sysutcdatetime()) else dateadd(millisecond, 1, h.[valid_from]) end as [changed_at]
into #changed
from [staging].[contact] as m join [history].[contact_role] as h on h.[id] = m.[id] and h.[valid_to] is null
where exists (select h.[value] except select m.[role]);
update h set h.[valid_to] = c.[changed_at]
from [history].[contact_role] as h join #changed as c on c.[id] = h.[id] where h.[valid_to] is null;
insert into [history].[contact_role] ([id], [value], [valid_from], [valid_to])
select [id], [value], [changed_at], null from #changed;
drop table #changed;
insert into [history].[contact_role] ([id], [value], [valid_from], [valid_to])
select m.[id], m.[role], '19000101', null from [staging].[contact] as m
where not exists (select 1 from [history].[contact_role] as h where h.[id] = m.[id]);
commit transaction;
go

-- Table DimDate
drop table if exists [star_kept].[DimDate_next];
create table [star_kept].[DimDate_next] (
  [DateKey] int not null,
  [Date] date not null,
  [Year] int not null,
  [Quarter] nvarchar(4000) not null,
  [QuarterSort] int not null,
  [QuarterNumber] int not null,
  [MonthStart] date not null,
  [MonthSort] int not null,
  [MonthNumber] int not null,
  [MonthNameEn] nvarchar(4000) not null,
  [MonthNameDa] nvarchar(4000) not null,
  [MonthLabelEn] nvarchar(4000) not null,
  [MonthLabelDa] nvarchar(4000) not null,
  [IsoYear] int not null,
  [IsoWeek] int not null,
  [IsoYearWeek] nvarchar(4000) not null,
  [DayOfMonth] int not null,
  [DayOfWeek] int not null,
  [DayNameEn] nvarchar(4000) not null,
  [DayNameDa] nvarchar(4000) not null,
  [FiscalYear] int not null,
  [FiscalQuarter] int not null,
  [FiscalMonth] int not null,
  [MonthOffset] int not null,
  [IsYearToDate] bit not null,
  [IsQuarterToDate] bit not null,
  [IsMonthToDate] bit not null,
  [IsLast12Months] bit not null,
  [IsLast90Days] bit not null
);
go

-- Table DimCampaign
drop table if exists [star_kept].[DimCampaign_next];
create table [star_kept].[DimCampaign_next] (
  [CampaignKey] int not null,
  [CampaignId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CampaignName] nvarchar(4000) not null,
  [SurveyClass] nvarchar(4000) null,
  [SurveyClassDa] nvarchar(4000) null,
  [NpsType] nvarchar(4000) null,
  [Metric] nvarchar(4000) null,
  [CampaignLanguage] nvarchar(4000) null,
  [CampaignBusinessUnit] nvarchar(4000) null,
  [QuestionDetractors] nvarchar(max) null,
  [QuestionPassives] nvarchar(max) null,
  [QuestionPromoters] nvarchar(max) null,
  [ActiveFrom] date null,
  [ActiveTo] date null
);
go

-- Table DimTouchpoint
drop table if exists [star_kept].[DimTouchpoint_next];
create table [star_kept].[DimTouchpoint_next] (
  [TouchpointKey] int not null,
  [TouchpointId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [TouchpointName] nvarchar(4000) not null,
  [TouchpointSort] int not null,
  [Journey] nvarchar(4000) null,
  [StageOrder] int null,
  [Phase] nvarchar(4000) null,
  [IsOffPath] bit not null
);
go

-- Table DimChannel
drop table if exists [star_kept].[DimChannel_next];
create table [star_kept].[DimChannel_next] (
  [ChannelKey] int not null,
  [ChannelId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [ChannelName] nvarchar(4000) not null
);
go

-- Table DimBusinessUnit
drop table if exists [star_kept].[DimBusinessUnit_next];
create table [star_kept].[DimBusinessUnit_next] (
  [BusinessUnitKey] int not null,
  [BusinessUnitId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [BusinessUnitName] nvarchar(4000) not null,
  [Department] nvarchar(4000) null,
  [Region] nvarchar(4000) null,
  [Country] nvarchar(4000) null,
  [ParentBusinessUnitName] nvarchar(4000) null,
  [BusinessUnitPath] nvarchar(4000) null
);
go

-- Table DimCompany
drop table if exists [star_kept].[DimCompany_next];
create table [star_kept].[DimCompany_next] (
  [CompanyKey] int not null,
  [CompanyId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CompanyName] nvarchar(4000) not null,
  [Industry] nvarchar(4000) null,
  [Segment] nvarchar(4000) null,
  [CompanyCountry] nvarchar(4000) null,
  [OwnerName] nvarchar(4000) null,
  [YearlyValue] decimal(18, 2) null,
  [ChurnedOn] date null,
  [IsChurned] bit not null
);
go

-- Table DimContact
drop table if exists [star_kept].[DimContact_next];
create table [star_kept].[DimContact_next] (
  [ContactKey] int not null,
  [ContactId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [ContactName] nvarchar(4000) null,
  [ContactLabel] nvarchar(4000) null,
  [Email] nvarchar(4000) null,
  [ContactRole] nvarchar(4000) null,
  [ContactRoleDa] nvarchar(4000) null,
  [ContactLanguage] nvarchar(4000) null,
  [ContactCompanyName] nvarchar(4000) null
);
go

-- Table DimEmployee
drop table if exists [star_kept].[DimEmployee_next];
create table [star_kept].[DimEmployee_next] (
  [EmployeeKey] int not null,
  [EmployeeId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [EmployeeName] nvarchar(4000) null,
  [Team] nvarchar(4000) null,
  [EmployeeBusinessUnit] nvarchar(4000) null
);
go

-- Table DimProduct
drop table if exists [star_kept].[DimProduct_next];
create table [star_kept].[DimProduct_next] (
  [ProductKey] int not null,
  [ProductId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [ProductName] nvarchar(4000) not null,
  [ProductGroup] nvarchar(4000) null
);
go

-- Table DimCategory
drop table if exists [star_kept].[DimCategory_next];
create table [star_kept].[DimCategory_next] (
  [CategoryKey] int not null,
  [CategoryId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CategoryName] nvarchar(4000) not null
);
go

-- Table DimScore
drop table if exists [star_kept].[DimScore_next];
create table [star_kept].[DimScore_next] (
  [ScoreKey] int not null,
  [ScoreValue] int null,
  [NpsGroup] nvarchar(4000) not null,
  [NpsGroupDa] nvarchar(4000) not null,
  [NpsGroupOrder] int not null,
  [GroupColour] nvarchar(4000) not null
);
go

-- Table FactResponse
drop table if exists [star_kept].[FactResponse_next];
create table [star_kept].[FactResponse_next] (
  [ResponseKey] bigint not null,
  [ResponseId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CampaignKey] int not null,
  [TouchpointKey] int not null,
  [ChannelKey] int not null,
  [BusinessUnitKey] int not null,
  [CompanyKey] int not null,
  [ContactKey] int not null,
  [EmployeeKey] int not null,
  [ProductKey] int not null,
  [ScoreKey] int not null,
  [ResponseDateKey] int not null,
  [InvitationId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [RespondedAt] datetime2(3) not null,
  [Score] int null,
  [Rating] float null,
  [RatingMax] float null,
  [IsRated] bit not null,
  [ExclusionReason] nvarchar(4000) null,
  [ExclusionReasonDa] nvarchar(4000) null,
  [ScoreAsGiven] nvarchar(max) null,
  [Weight] float not null,
  [Comment] nvarchar(max) null,
  [ResponseLanguage] nvarchar(4000) null,
  [ResponseMinutes] float null,
  [IsLatestOfContact] bit not null,
  [PreviousScore] int null,
  [IsRecovered] bit not null,
  [CompanySegmentThen] nvarchar(4000) null,
  [ContactRoleThen] nvarchar(4000) null,
  [ContactRoleThenDa] nvarchar(4000) null,
  [ModifiedAt] datetime2(3) not null
);
go

-- Table FactInvitation
drop table if exists [star_kept].[FactInvitation_next];
create table [star_kept].[FactInvitation_next] (
  [InvitationKey] bigint not null,
  [InvitationId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CampaignKey] int not null,
  [TouchpointKey] int not null,
  [ChannelKey] int not null,
  [BusinessUnitKey] int not null,
  [CompanyKey] int not null,
  [ContactKey] int not null,
  [EmployeeKey] int not null,
  [ProductKey] int not null,
  [SentDateKey] int not null,
  [RespondedDateKey] int null,
  [SentAt] datetime2(3) not null,
  [DeliveredAt] datetime2(3) null,
  [OpenedAt] datetime2(3) null,
  [BouncedAt] datetime2(3) null,
  [OptedOutAt] datetime2(3) null,
  [RespondedAt] datetime2(3) null,
  [IsDelivered] bit not null,
  [IsResponded] bit not null
);
go

-- Table FactFollowUp
drop table if exists [star_kept].[FactFollowUp_next];
create table [star_kept].[FactFollowUp_next] (
  [FollowUpKey] bigint not null,
  [FollowUpId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [ResponseId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [CampaignKey] int not null,
  [TouchpointKey] int not null,
  [BusinessUnitKey] int not null,
  [CompanyKey] int not null,
  [ContactKey] int not null,
  [EmployeeKey] int not null,
  [ScoreKey] int not null,
  [OpenedDateKey] int not null,
  [DueDateKey] int null,
  [ClosedDateKey] int null,
  [OpenedAt] datetime2(3) not null,
  [FirstActionAt] datetime2(3) null,
  [DueAt] datetime2(3) null,
  [ClosedAt] datetime2(3) null,
  [FollowUpRule] nvarchar(4000) null,
  [FollowUpStatus] nvarchar(4000) not null,
  [FollowUpStatusDa] nvarchar(4000) not null,
  [Outcome] nvarchar(4000) null,
  [MinutesToFirstAction] float null,
  [MinutesToClose] float null,
  [IsClosedInTime] bit not null,
  [IsOverdue] bit not null,
  [IsRecovered] bit not null
);
go

-- Table FactGoal
drop table if exists [star_kept].[FactGoal_next];
create table [star_kept].[FactGoal_next] (
  [GoalKey] bigint not null,
  [BusinessUnitKey] int not null,
  [SurveyClass] nvarchar(4000) not null,
  [MonthDateKey] int not null,
  [GoalNps] float not null
);
go

-- Table FactBenchmark
drop table if exists [star_kept].[FactBenchmark_next];
create table [star_kept].[FactBenchmark_next] (
  [BenchmarkKey] bigint not null,
  [BenchmarkIndustry] nvarchar(4000) not null,
  [BenchmarkMetric] nvarchar(4000) not null,
  [PeriodDateKey] int not null,
  [BenchmarkValue] float not null,
  [BenchmarkSource] nvarchar(4000) not null
);
go

-- Table FactOpportunity
drop table if exists [star_kept].[FactOpportunity_next];
create table [star_kept].[FactOpportunity_next] (
  [OpportunityKey] bigint not null,
  [OpportunityId] nvarchar(400) collate Latin1_General_100_BIN2 null,
  [BusinessUnitKey] int not null,
  [CompanyKey] int not null,
  [ContactKey] int not null,
  [EmployeeKey] int not null,
  [ExpectedCloseDateKey] int null,
  [Stage] nvarchar(4000) null,
  [Probability] float null,
  [Amount] decimal(18, 2) null,
  [WeightedAmount] decimal(18, 2) null,
  [OpportunityOutcome] nvarchar(4000) not null
);
go

-- Table FactReconciliation
drop table if exists [star_kept].[FactReconciliation_next];
create table [star_kept].[FactReconciliation_next] (
  [CampaignKey] int not null,
  [SourceAnswers] int null,
  [SourceRated] int null,
  [SourcePromoters] int null,
  [SourceDetractors] int null,
  [StagingAnswers] int not null,
  [StagingRated] int null,
  [StarAnswers] int not null,
  [StarRated] int null,
  [StarPromoters] int null,
  [StarDetractors] int null,
  [QuarantinedAnswers] int null,
  [ReconciliationStatus] nvarchar(4000) not null,
  [ReconciliationStatusDa] nvarchar(4000) not null,
  [ReconciliationReason] nvarchar(4000) not null,
  [ReconciliationReasonDa] nvarchar(4000) not null
);
go

-- Table BridgeResponseCategory
drop table if exists [star_kept].[BridgeResponseCategory_next];
create table [star_kept].[BridgeResponseCategory_next] (
  [ResponseKey] bigint not null,
  [CategoryKey] int not null,
  [Sentiment] nvarchar(4000) null
);
go

-- Fill DimCampaign
insert into [star_kept].[DimCampaign_next] with (tablock) ([CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo])
select [CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo] from (
select "k"."key" as "CampaignKey", nullif("k"."id", N'') as "CampaignId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "CampaignName", "m"."survey_class" as "SurveyClass", case "m"."survey_class" when N'relational' then N'relationel' when N'transactional' then N'transaktionel' when N'experience' then N'oplevelse' end as "SurveyClassDa", "m"."nps_type" as "NpsType", "m"."metric" as "Metric", "m"."language" as "CampaignLanguage", coalesce("u"."name", "m"."business_unit_id") as "CampaignBusinessUnit", "m"."question_detractors" as "QuestionDetractors", "m"."question_passives" as "QuestionPassives", "m"."question_promoters" as "QuestionPromoters", "m"."active_from" as "ActiveFrom", "m"."active_to" as "ActiveTo" from "keys"."campaign" as "k" left join "staging"."campaign" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "u" on "u"."id" = "m"."business_unit_id"
) as [built];
go

-- Fill DimTouchpoint
insert into [star_kept].[DimTouchpoint_next] with (tablock) ([TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath])
select [TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath] from (
select "k"."key" as "TouchpointKey", nullif("k"."id", N'') as "TouchpointId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "TouchpointName", cast(row_number() over(order by coalesce("m"."journey", N''), coalesce("m"."stage_order", 1000000), coalesce("m"."name", "k"."id"), "k"."id") as int) as "TouchpointSort", "m"."journey" as "Journey", "m"."stage_order" as "StageOrder", "m"."phase" as "Phase", cast(case when "m"."off_path" = 1 then 1 else 0 end as bit) as "IsOffPath" from "keys"."touchpoint" as "k" left join "staging"."touchpoint" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimChannel
insert into [star_kept].[DimChannel_next] with (tablock) ([ChannelKey], [ChannelId], [ChannelName])
select [ChannelKey], [ChannelId], [ChannelName] from (
select "k"."key" as "ChannelKey", nullif("k"."id", N'') as "ChannelId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "ChannelName" from "keys"."channel" as "k" left join "staging"."channel" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimBusinessUnit
insert into [star_kept].[DimBusinessUnit_next] with (tablock) ([BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath])
select [BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath] from (
select "k"."key" as "BusinessUnitKey", nullif("k"."id", N'') as "BusinessUnitId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "BusinessUnitName", "m"."department" as "Department", "m"."region" as "Region", "m"."country" as "Country", coalesce("p1"."name", "m"."parent_id") as "ParentBusinessUnitName", concat_ws(N' / ', "p5"."name", "p4"."name", "p3"."name", "p2"."name", coalesce("p1"."name", "m"."parent_id"), coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”')) as "BusinessUnitPath" from "keys"."business_unit" as "k" left join "staging"."business_unit" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "p1" on "p1"."id" = "m"."parent_id" left join "staging"."business_unit" as "p2" on "p2"."id" = "p1"."parent_id" left join "staging"."business_unit" as "p3" on "p3"."id" = "p2"."parent_id" left join "staging"."business_unit" as "p4" on "p4"."id" = "p3"."parent_id" left join "staging"."business_unit" as "p5" on "p5"."id" = "p4"."parent_id"
) as [built];
go

-- Fill DimCompany
insert into [star_kept].[DimCompany_next] with (tablock) ([CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned])
select [CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned] from (
select "k"."key" as "CompanyKey", nullif("k"."id", N'') as "CompanyId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "CompanyName", "m"."industry" as "Industry", "m"."segment" as "Segment", "m"."country" as "CompanyCountry", coalesce("e"."name", "m"."owner_id") as "OwnerName", cast("m"."yearly_value" as decimal(18, 2)) as "YearlyValue", "m"."churned_on" as "ChurnedOn", cast(case when "m"."churned_on" is not null then 1 else 0 end as bit) as "IsChurned" from "keys"."company" as "k" left join "staging"."company" as "m" on "m"."id" = "k"."id" left join "staging"."employee" as "e" on "e"."id" = "m"."owner_id"
) as [built];
go

-- Fill DimContact
insert into [star_kept].[DimContact_next] with (tablock) ([ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName])
select [ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName] from (
select "k"."key" as "ContactKey", nullif("k"."id", N'') as "ContactId", "m"."name" as "ContactName", case when "k"."key" <> 0 then concat_ws(N' / ', coalesce(nullif(ltrim(rtrim("m"."name")), N''), "k"."id"), coalesce("c"."name", "m"."company_id"), cast("k"."key" as nvarchar(400))) end as "ContactLabel", "m"."email" as "Email", "m"."role" as "ContactRole", case "m"."role" when N'daily user' then N'daglig bruger' when N'decision maker' then N'beslutningstager' when N'buyer' then N'indkøber' when N'operations' then N'drift' end as "ContactRoleDa", "m"."language" as "ContactLanguage", coalesce("c"."name", "m"."company_id") as "ContactCompanyName" from "keys"."contact" as "k" left join "staging"."contact" as "m" on "m"."id" = "k"."id" left join "staging"."company" as "c" on "c"."id" = "m"."company_id"
) as [built];
go

-- Fill DimEmployee
insert into [star_kept].[DimEmployee_next] with (tablock) ([EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit])
select [EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit] from (
select "k"."key" as "EmployeeKey", nullif("k"."id", N'') as "EmployeeId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "EmployeeName", "m"."team" as "Team", coalesce("u"."name", "m"."business_unit_id") as "EmployeeBusinessUnit" from "keys"."employee" as "k" left join "staging"."employee" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "u" on "u"."id" = "m"."business_unit_id"
) as [built];
go

-- Fill DimProduct
insert into [star_kept].[DimProduct_next] with (tablock) ([ProductKey], [ProductId], [ProductName], [ProductGroup])
select [ProductKey], [ProductId], [ProductName], [ProductGroup] from (
select "k"."key" as "ProductKey", nullif("k"."id", N'') as "ProductId", coalesce("m"."name", nullif("k"."id", N''), N'Ukendt “ø”') as "ProductName", "m"."product_group" as "ProductGroup" from "keys"."product" as "k" left join "staging"."product" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimCategory
insert into [star_kept].[DimCategory_next] with (tablock) ([CategoryKey], [CategoryId], [CategoryName])
select [CategoryKey], [CategoryId], [CategoryName] from (
select "k"."key" as "CategoryKey", nullif("k"."id", N'') as "CategoryId", coalesce(nullif("k"."id", N''), nullif("k"."id", N''), N'Ukendt “ø”') as "CategoryName" from "keys"."category" as "k"
) as [built];
go

-- Fill FactResponse
drop table if exists #judged;
select * into #judged from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = N'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), N'') = N'' then N'blank'
        when "a"."number" is null then N'not a number'
        when "a"."metric" = N'NPS' and not "a"."number" between 0 and 10 then N'out of range'
        when "a"."metric" = N'NPS' and not "a"."number" = floor("a"."number") then N'not whole'
        when not "a"."metric" = N'NPS' and not ("a"."number" between 0 and "a"."rating_max") then N'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", N'NPS') as "metric", coalesce("ca"."survey_class", N'') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like N'[0-9]%' or ltrim(rtrim("r"."score")) like N'[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like N'%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when N'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists #recovered;
select * into #recovered from (
select distinct "c"."response_id" from (select distinct "f"."id" as "follow_up_id", "f"."response_id" as "response_id" from "staging"."follow_up" as "f" inner join "#judged" as "before" on "before"."id" = "f"."response_id" inner join "#judged" as "later" on "later"."contact_key" = "before"."contact_key" and "later"."survey_class" = "before"."survey_class" and "later"."responded_at" > "f"."opened_at" and "later"."responded_at" > "before"."responded_at" and "later"."group_order" > "before"."group_order" where "before"."contact_key" <> 0) as "c"
) as [rows];
insert into [star_kept].[FactResponse_next] with (tablock) ([ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt])
select [ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt] from (
select "j"."response_key" as "ResponseKey", "j"."id" as "ResponseId", "j"."campaign_key" as "CampaignKey", "j"."touchpoint_key" as "TouchpointKey", "j"."channel_key" as "ChannelKey", "j"."business_unit_key" as "BusinessUnitKey", "j"."company_key" as "CompanyKey", "j"."contact_key" as "ContactKey", "j"."employee_key" as "EmployeeKey", "j"."product_key" as "ProductKey", coalesce("j"."score" + 1, 0) as "ScoreKey", cast(year(("j"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("j"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("j"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "ResponseDateKey", "j"."invitation_id" as "InvitationId", "j"."responded_at" as "RespondedAt", "j"."score" as "Score", "j"."rating" as "Rating", case when "j"."metric" <> N'NPS' then "j"."rating_max" end as "RatingMax", cast(case when "j"."exclusion" is null then 1 else 0 end as bit) as "IsRated", "j"."exclusion" as "ExclusionReason", case "j"."exclusion" when N'blank' then N'tom' when N'not a number' then N'ikke et tal' when N'not whole' then N'ikke et helt tal' when N'out of range' then N'uden for skalaen' end as "ExclusionReasonDa", case when "j"."exclusion" is not null then "j"."score_text" end as "ScoreAsGiven", coalesce("j"."weight", 1) as "Weight", "j"."comment" as "Comment", "j"."language" as "ResponseLanguage", case when "j"."responded_at" >= "j"."sent_at" then cast(datediff_big(millisecond, "j"."sent_at", "j"."responded_at") as float) / 60000.0 end as "ResponseMinutes", cast(case when ("j"."contact_key" = 0 or ("st"."response_key" is not null and "st"."next_key" is null)) then 1 else 0 end as bit) as "IsLatestOfContact", "st"."previous_score" as "PreviousScore", cast(case when "rec"."response_id" is not null then 1 else 0 end as bit) as "IsRecovered", coalesce("j"."company_segment", "hs"."value") as "CompanySegmentThen", coalesce("j"."contact_role", "hr"."value") as "ContactRoleThen", case coalesce("j"."contact_role", "hr"."value") when N'daily user' then N'daglig bruger' when N'decision maker' then N'beslutningstager' when N'buyer' then N'indkøber' when N'operations' then N'drift' end as "ContactRoleThenDa", coalesce("j"."modified_at", "j"."responded_at") as "ModifiedAt" from "#judged" as "j" left join "#recovered" as "rec" on "rec"."response_id" = "j"."id" left join (select "s"."response_key", lag("s"."score") over (partition by "s"."contact_key", "s"."survey_class", "s"."metric" order by "s"."responded_at", "s"."response_key") as "previous_score", lead("s"."response_key") over (partition by "s"."contact_key", "s"."survey_class", "s"."metric" order by "s"."responded_at", "s"."response_key") as "next_key" from "#judged" as "s" where "s"."exclusion" is null and "s"."contact_key" <> 0) as "st" on "st"."response_key" = "j"."response_key" left join (select "id", "value", "valid_from", coalesce("valid_to", cast(N'9999-12-31T00:00:00' as datetime2(3))) as "valid_until" from "history"."company_segment") as "hs" on "hs"."id" = "j"."company_id" and "hs"."valid_from" <= "j"."responded_at" and "hs"."valid_until" > "j"."responded_at" left join (select "id", "value", "valid_from", coalesce("valid_to", cast(N'9999-12-31T00:00:00' as datetime2(3))) as "valid_until" from "history"."contact_role") as "hr" on "hr"."id" = "j"."contact_id" and "hr"."valid_from" <= "j"."responded_at" and "hr"."valid_until" > "j"."responded_at"
) as [built];
drop table #judged;
drop table #recovered;
go

-- Fill FactInvitation
drop table if exists #first_answer;
select * into #first_answer from (
select "invitation_id", min("responded_at") as "responded_at" from "staging"."response" where "invitation_id" is not null group by "invitation_id"
) as [rows];
insert into [star_kept].[FactInvitation_next] with (tablock) ([InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded])
select [InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded] from (
select "k"."key" as "InvitationKey", "i"."id" as "InvitationId", coalesce("kca"."key", 0) as "CampaignKey", coalesce("kt"."key", 0) as "TouchpointKey", coalesce("kch"."key", 0) as "ChannelKey", coalesce("ku"."key", 0) as "BusinessUnitKey", coalesce("km"."key", 0) as "CompanyKey", coalesce("kc"."key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", coalesce("kp"."key", 0) as "ProductKey", cast(year(("i"."sent_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("i"."sent_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("i"."sent_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "SentDateKey", cast(year(("a"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("a"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("a"."responded_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "RespondedDateKey", "i"."sent_at" as "SentAt", "i"."delivered_at" as "DeliveredAt", "i"."opened_at" as "OpenedAt", "i"."bounced_at" as "BouncedAt", "i"."opted_out_at" as "OptedOutAt", "a"."responded_at" as "RespondedAt", cast(case when ("i"."bounced_at" is null and coalesce("i"."delivered_at", "i"."opened_at", "a"."responded_at") is not null) then 1 else 0 end as bit) as "IsDelivered", cast(case when "a"."responded_at" is not null then 1 else 0 end as bit) as "IsResponded" from "staging"."invitation" as "i" inner join "keys"."invitation" as "k" on "k"."id" = "i"."id" left join "#first_answer" as "a" on "a"."invitation_id" = "i"."id" left join "staging"."contact" as "c" on "c"."id" = "i"."contact_id" left join "staging"."employee" as "e" on "e"."id" = "i"."employee_id" left join "staging"."campaign" as "ca" on "ca"."id" = "i"."campaign_id" left join "keys"."campaign" as "kca" on "kca"."id" = "i"."campaign_id" left join "keys"."touchpoint" as "kt" on "kt"."id" = "i"."touchpoint_id" left join "keys"."channel" as "kch" on "kch"."id" = "i"."channel_id" left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id") left join "keys"."company" as "km" on "km"."id" = "c"."company_id" left join "keys"."contact" as "kc" on "kc"."id" = "i"."contact_id" left join "keys"."employee" as "ke" on "ke"."id" = "i"."employee_id" left join "keys"."product" as "kp" on "kp"."id" = "i"."product_id"
) as [built];
drop table #first_answer;
go

-- Fill FactFollowUp
drop table if exists #judged_answer;
select * into #judged_answer from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = N'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), N'') = N'' then N'blank'
        when "a"."number" is null then N'not a number'
        when "a"."metric" = N'NPS' and not "a"."number" between 0 and 10 then N'out of range'
        when "a"."metric" = N'NPS' and not "a"."number" = floor("a"."number") then N'not whole'
        when not "a"."metric" = N'NPS' and not ("a"."number" between 0 and "a"."rating_max") then N'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", N'NPS') as "metric", coalesce("ca"."survey_class", N'') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like N'[0-9]%' or ltrim(rtrim("r"."score")) like N'[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like N'%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when N'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists #judged;
select * into #judged from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = N'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), N'') = N'' then N'blank'
        when "a"."number" is null then N'not a number'
        when "a"."metric" = N'NPS' and not "a"."number" between 0 and 10 then N'out of range'
        when "a"."metric" = N'NPS' and not "a"."number" = floor("a"."number") then N'not whole'
        when not "a"."metric" = N'NPS' and not ("a"."number" between 0 and "a"."rating_max") then N'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", N'NPS') as "metric", coalesce("ca"."survey_class", N'') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like N'[0-9]%' or ltrim(rtrim("r"."score")) like N'[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like N'%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when N'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists #recovered;
select * into #recovered from (
select distinct "f"."id" as "follow_up_id", "f"."response_id" as "response_id" from "staging"."follow_up" as "f" inner join "#judged" as "before" on "before"."id" = "f"."response_id" inner join "#judged" as "later" on "later"."contact_key" = "before"."contact_key" and "later"."survey_class" = "before"."survey_class" and "later"."responded_at" > "f"."opened_at" and "later"."responded_at" > "before"."responded_at" and "later"."group_order" > "before"."group_order" where "before"."contact_key" <> 0
) as [rows];
insert into [star_kept].[FactFollowUp_next] with (tablock) ([FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered])
select [FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered] from (
select "k"."key" as "FollowUpKey", "f"."id" as "FollowUpId", "f"."response_id" as "ResponseId", coalesce("a"."campaign_key", 0) as "CampaignKey", coalesce("a"."touchpoint_key", 0) as "TouchpointKey", coalesce("a"."business_unit_key", 0) as "BusinessUnitKey", coalesce("a"."company_key", 0) as "CompanyKey", coalesce("a"."contact_key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", coalesce("a"."score" + 1, 0) as "ScoreKey", cast(year(("f"."opened_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("f"."opened_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("f"."opened_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "OpenedDateKey", cast(year(("f"."due_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("f"."due_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("f"."due_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "DueDateKey", cast(year(("f"."closed_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 10000 + month(("f"."closed_at" at time zone N'UTC' at time zone N'Romance Standard Time')) * 100 + day(("f"."closed_at" at time zone N'UTC' at time zone N'Romance Standard Time')) as int) as "ClosedDateKey", "f"."opened_at" as "OpenedAt", "f"."first_action_at" as "FirstActionAt", "f"."due_at" as "DueAt", "f"."closed_at" as "ClosedAt", "f"."rule" as "FollowUpRule", "f"."status" as "FollowUpStatus", case "f"."status" when N'open' then N'åben' when N'in progress' then N'i gang' when N'closed' then N'lukket' end as "FollowUpStatusDa", "f"."outcome" as "Outcome", cast(datediff_big(millisecond, "f"."opened_at", "f"."first_action_at") as float) / 60000.0 as "MinutesToFirstAction", cast(datediff_big(millisecond, "f"."opened_at", "f"."closed_at") as float) / 60000.0 as "MinutesToClose", cast(case when "f"."closed_at" <= "f"."due_at" then 1 else 0 end as bit) as "IsClosedInTime", cast(case when "f"."closed_at" is null and "f"."status" <> N'closed' and "f"."due_at" < cast(N'2026-06-01T10:00:00.000' as datetime2(3)) then 1 else 0 end as bit) as "IsOverdue", cast(case when "rec"."follow_up_id" is not null then 1 else 0 end as bit) as "IsRecovered" from "staging"."follow_up" as "f" inner join "keys"."follow_up" as "k" on "k"."id" = "f"."id" left join "#judged_answer" as "a" on "a"."id" = "f"."response_id" left join "keys"."employee" as "ke" on "ke"."id" = "f"."owner_id" left join "#recovered" as "rec" on "rec"."follow_up_id" = "f"."id"
) as [built];
drop table #judged_answer;
drop table #judged;
drop table #recovered;
go

-- Fill FactGoal
insert into [star_kept].[FactGoal_next] with (tablock) ([GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps])
select [GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps] from (
select "k"."key" as "GoalKey", coalesce("u"."key", 0) as "BusinessUnitKey", "g"."survey_class" as "SurveyClass", cast(year("g"."month") * 10000 + month("g"."month") * 100 + day("g"."month") as int) as "MonthDateKey", "g"."goal_nps" as "GoalNps" from "staging"."goal" as "g" inner join "keys"."goal" as "k" on "k"."id" = concat(coalesce("g"."business_unit_id", N''), N'|', "g"."survey_class", N'|', cast(cast(year("g"."month") * 10000 + month("g"."month") * 100 + day("g"."month") as int) as nvarchar(400))) left join "keys"."business_unit" as "u" on "u"."id" = "g"."business_unit_id"
) as [built];
go

-- Fill FactBenchmark
insert into [star_kept].[FactBenchmark_next] with (tablock) ([BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource])
select [BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource] from (
select "k"."key" as "BenchmarkKey", "b"."industry" as "BenchmarkIndustry", "b"."metric" as "BenchmarkMetric", cast(year("b"."period") * 10000 + month("b"."period") * 100 + day("b"."period") as int) as "PeriodDateKey", "b"."value" as "BenchmarkValue", "b"."source" as "BenchmarkSource" from "staging"."benchmark" as "b" inner join "keys"."benchmark" as "k" on "k"."id" = concat("b"."industry", N'|', "b"."metric", N'|', cast(cast(year("b"."period") * 10000 + month("b"."period") * 100 + day("b"."period") as int) as nvarchar(400)), N'|', "b"."source")
) as [built];
go

-- Fill FactOpportunity
insert into [star_kept].[FactOpportunity_next] with (tablock) ([OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome])
select [OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome] from (
select "k"."key" as "OpportunityKey", "o"."id" as "OpportunityId", coalesce("ku"."key", 0) as "BusinessUnitKey", coalesce("km"."key", 0) as "CompanyKey", coalesce("kc"."key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", cast(year("o"."expected_close") * 10000 + month("o"."expected_close") * 100 + day("o"."expected_close") as int) as "ExpectedCloseDateKey", "o"."stage" as "Stage", "o"."probability" as "Probability", cast("o"."amount" as decimal(18, 2)) as "Amount", cast("o"."amount" * "o"."probability" as decimal(18, 2)) as "WeightedAmount", "o"."outcome" as "OpportunityOutcome" from "staging"."opportunity" as "o" inner join "keys"."opportunity" as "k" on "k"."id" = "o"."id" left join "staging"."contact" as "c" on "c"."id" = "o"."contact_id" left join "keys"."contact" as "kc" on "kc"."id" = "o"."contact_id" left join "keys"."company" as "km" on "km"."id" = coalesce("o"."company_id", "c"."company_id") left join "keys"."employee" as "ke" on "ke"."id" = "o"."owner_id" left join "staging"."employee" as "e" on "e"."id" = "o"."owner_id" left join "staging"."company" as "m" on "m"."id" = coalesce("o"."company_id", "c"."company_id") left join "staging"."employee" as "a" on "a"."id" = "m"."owner_id" left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("e"."business_unit_id", "a"."business_unit_id")
) as [built];
go

-- Fill BridgeResponseCategory
insert into [star_kept].[BridgeResponseCategory_next] with (tablock) ([ResponseKey], [CategoryKey], [Sentiment])
select [ResponseKey], [CategoryKey], [Sentiment] from (
select "kr"."key" as "ResponseKey", "kc"."key" as "CategoryKey", "rc"."sentiment" as "Sentiment" from "staging"."response_category" as "rc" inner join "staging"."response" as "r" on "r"."id" = "rc"."response_id" inner join "keys"."response" as "kr" on "kr"."id" = "rc"."response_id" inner join "keys"."category" as "kc" on "kc"."id" = "rc"."category"
) as [built];
go

-- Fill DimScore
insert into [star_kept].[DimScore_next] ([ScoreKey], [ScoreValue], [NpsGroup], [NpsGroupDa], [NpsGroupOrder], [GroupColour]) values
(0, null, N'Not rated', N'Ikke bedømt', 4, N'#C8C6C4'),
(1, 0, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(2, 1, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(3, 2, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(4, 3, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(5, 4, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(6, 5, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(7, 6, N'Detractors', N'Kritikere', 1, N'#C4314B'),
(8, 7, N'Passives', N'Passive', 2, N'#8A8886'),
(9, 8, N'Passives', N'Passive', 2, N'#8A8886'),
(10, 9, N'Promoters', N'Ambassadører', 3, N'#107C6F'),
(11, 10, N'Promoters', N'Ambassadører', 3, N'#107C6F');
go

-- Fill FactReconciliation
drop table if exists #judged;
select * into #judged from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = N'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = N'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), N'') = N'' then N'blank'
        when "a"."number" is null then N'not a number'
        when "a"."metric" = N'NPS' and not "a"."number" between 0 and 10 then N'out of range'
        when "a"."metric" = N'NPS' and not "a"."number" = floor("a"."number") then N'not whole'
        when not "a"."metric" = N'NPS' and not ("a"."number" between 0 and "a"."rating_max") then N'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", N'NPS') as "metric", coalesce("ca"."survey_class", N'') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like N'[0-9]%' or ltrim(rtrim("r"."score")) like N'[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like N'%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when N'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists #staged;
select * into #staged from (
select "j"."campaign_key", "j"."metric", cast(count(*) as int) as "answers", case when "j"."metric" = N'NPS' then cast(count("j"."score") as int) end as "rated", case when "j"."metric" = N'NPS' then sum(case when "j"."group_order" = 3 then 1 else 0 end) end as "promoters", case when "j"."metric" = N'NPS' then sum(case when "j"."group_order" = 1 then 1 else 0 end) end as "detractors" from "#judged" as "j" group by "j"."campaign_key", "j"."metric"
) as [rows];
insert into [star_kept].[FactReconciliation_next] with (tablock) ([CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa])
select [CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa] from (
select coalesce(s."campaign_key", f."CampaignKey") as "CampaignKey",
  cast(null as int) as "SourceAnswers",
  cast(null as int) as "SourceRated",
  cast(null as int) as "SourcePromoters",
  cast(null as int) as "SourceDetractors",
  coalesce(s."answers", 0) as "StagingAnswers",
  s."rated" as "StagingRated",
  coalesce(f."answers", 0) as "StarAnswers",
  case when coalesce(s."metric", N'NPS') = N'NPS' then f."rated" end as "StarRated",
  case when coalesce(s."metric", N'NPS') = N'NPS' then f."promoters" end as "StarPromoters",
  case when coalesce(s."metric", N'NPS') = N'NPS' then f."detractors" end as "StarDetractors",
  cast(null as int) as "QuarantinedAnswers",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then N'differs' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."detractors" end, 0) then N'not known' else N'differs' end as "ReconciliationStatus",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then N'afviger' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."detractors" end, 0) then N'ukendt' else N'afviger' end as "ReconciliationStatusDa",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then N'staging and star differ' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."detractors" end, 0) then N'the source was not counted' else N'other scores in staging and star' end as "ReconciliationReason",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then N'mellemlager og stjerne afviger' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", N'NPS') = N'NPS' then f."detractors" end, 0) then N'kilden blev ikke talt op' else N'andre scorer i mellemlager og stjerne' end as "ReconciliationReasonDa"
from "#staged" as s full join (
select "CampaignKey", count(*) as "answers", count("Score") as "rated",
  sum(case when "Score" >= 9 then 1 else 0 end) as "promoters", sum(case when "Score" <= 6 then 1 else 0 end) as "detractors"
from [star_kept].[FactResponse_next] group by "CampaignKey"
) as f on f."CampaignKey" = s."campaign_key"
) as [built];
drop table #judged;
drop table #staged;
go

-- Indexes of DimDate
alter table [star_kept].[DimDate_next] add primary key clustered ([DateKey]);
go

-- Indexes of DimCampaign
alter table [star_kept].[DimCampaign_next] add primary key clustered ([CampaignKey]);
go

-- Indexes of DimTouchpoint
alter table [star_kept].[DimTouchpoint_next] add primary key clustered ([TouchpointKey]);
go

-- Indexes of DimChannel
alter table [star_kept].[DimChannel_next] add primary key clustered ([ChannelKey]);
go

-- Indexes of DimBusinessUnit
alter table [star_kept].[DimBusinessUnit_next] add primary key clustered ([BusinessUnitKey]);
go

-- Indexes of DimCompany
alter table [star_kept].[DimCompany_next] add primary key clustered ([CompanyKey]);
go

-- Indexes of DimContact
alter table [star_kept].[DimContact_next] add primary key clustered ([ContactKey]);
go

-- Indexes of DimEmployee
alter table [star_kept].[DimEmployee_next] add primary key clustered ([EmployeeKey]);
go

-- Indexes of DimProduct
alter table [star_kept].[DimProduct_next] add primary key clustered ([ProductKey]);
go

-- Indexes of DimCategory
alter table [star_kept].[DimCategory_next] add primary key clustered ([CategoryKey]);
go

-- Indexes of DimScore
alter table [star_kept].[DimScore_next] add primary key clustered ([ScoreKey]);
go

-- Indexes of FactResponse
create clustered columnstore index [CCI_FactResponse] on [star_kept].[FactResponse_next];
alter table [star_kept].[FactResponse_next] add primary key nonclustered ([ResponseKey]);
go

-- Indexes of FactInvitation
create clustered columnstore index [CCI_FactInvitation] on [star_kept].[FactInvitation_next];
alter table [star_kept].[FactInvitation_next] add primary key nonclustered ([InvitationKey]);
go

-- Indexes of FactFollowUp
create clustered columnstore index [CCI_FactFollowUp] on [star_kept].[FactFollowUp_next];
alter table [star_kept].[FactFollowUp_next] add primary key nonclustered ([FollowUpKey]);
go

-- Indexes of FactGoal
create clustered columnstore index [CCI_FactGoal] on [star_kept].[FactGoal_next];
alter table [star_kept].[FactGoal_next] add primary key nonclustered ([GoalKey]);
go

-- Indexes of FactBenchmark
create clustered columnstore index [CCI_FactBenchmark] on [star_kept].[FactBenchmark_next];
alter table [star_kept].[FactBenchmark_next] add primary key nonclustered ([BenchmarkKey]);
go

-- Indexes of FactOpportunity
create clustered columnstore index [CCI_FactOpportunity] on [star_kept].[FactOpportunity_next];
alter table [star_kept].[FactOpportunity_next] add primary key nonclustered ([OpportunityKey]);
go

-- Indexes of FactReconciliation
create clustered columnstore index [CCI_FactReconciliation] on [star_kept].[FactReconciliation_next];
alter table [star_kept].[FactReconciliation_next] add primary key nonclustered ([CampaignKey]);
go

-- Indexes of BridgeResponseCategory
alter table [star_kept].[BridgeResponseCategory_next] add primary key clustered ([ResponseKey], [CategoryKey]);
go

-- Count what counts
delete from [star_kept].[snapshot_table] where [build] >= (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]);
delete from [star_kept].[snapshot_count] where [build] >= (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]);
insert into [star_kept].[snapshot_count] ([build], [kind], [name], [rows])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'rated', '', count_big(*) from [star_kept].[FactResponse_next] where [IsRated] = 1;
insert into [star_kept].[snapshot_count] ([build], [kind], [name], [rows])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'excluded', [ExclusionReason], count_big(*) from [star_kept].[FactResponse_next] where [ExclusionReason] is not null group by [ExclusionReason];
insert into [star_kept].[snapshot_count] ([build], [kind], [name], [rows])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'quarantined', [entity], count_big(*) from [state].[quarantine] group by [entity];
go

-- Hash of DimDate
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimDate', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([DateKey] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [Date], 23), N'∅'), coalesce(cast([Year] as nvarchar(60)), N'∅'), coalesce(replace(cast([Quarter] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([QuarterSort] as nvarchar(60)), N'∅'), coalesce(cast([QuarterNumber] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [MonthStart], 23), N'∅'), coalesce(cast([MonthSort] as nvarchar(60)), N'∅'), coalesce(cast([MonthNumber] as nvarchar(60)), N'∅'), coalesce(replace(cast([MonthNameEn] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([MonthNameDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([MonthLabelEn] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([MonthLabelDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([IsoYear] as nvarchar(60)), N'∅'), coalesce(cast([IsoWeek] as nvarchar(60)), N'∅'), coalesce(replace(cast([IsoYearWeek] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([DayOfMonth] as nvarchar(60)), N'∅'), coalesce(cast([DayOfWeek] as nvarchar(60)), N'∅'), coalesce(replace(cast([DayNameEn] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([DayNameDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([FiscalYear] as nvarchar(60)), N'∅'), coalesce(cast([FiscalQuarter] as nvarchar(60)), N'∅'), coalesce(cast([FiscalMonth] as nvarchar(60)), N'∅'), coalesce(cast([MonthOffset] as nvarchar(60)), N'∅'), coalesce(cast([IsYearToDate] as nvarchar(60)), N'∅'), coalesce(cast([IsQuarterToDate] as nvarchar(60)), N'∅'), coalesce(cast([IsMonthToDate] as nvarchar(60)), N'∅'), coalesce(cast([IsLast12Months] as nvarchar(60)), N'∅'), coalesce(cast([IsLast90Days] as nvarchar(60)), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimDate_next];
go

-- Hash of DimCampaign
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimCampaign', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([CampaignKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([CampaignId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CampaignName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([SurveyClass] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([SurveyClassDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([NpsType] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Metric] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CampaignLanguage] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CampaignBusinessUnit] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([QuestionDetractors] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([QuestionPassives] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([QuestionPromoters] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [ActiveFrom], 23), N'∅'), coalesce(convert(nvarchar(60), [ActiveTo], 23), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimCampaign_next];
go

-- Hash of DimTouchpoint
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimTouchpoint', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([TouchpointKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([TouchpointId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([TouchpointName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([TouchpointSort] as nvarchar(60)), N'∅'), coalesce(replace(cast([Journey] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([StageOrder] as nvarchar(60)), N'∅'), coalesce(replace(cast([Phase] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([IsOffPath] as nvarchar(60)), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimTouchpoint_next];
go

-- Hash of DimChannel
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimChannel', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ChannelKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([ChannelId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ChannelName] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimChannel_next];
go

-- Hash of DimBusinessUnit
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimBusinessUnit', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([BusinessUnitId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([BusinessUnitName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Department] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Region] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Country] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ParentBusinessUnitName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([BusinessUnitPath] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimBusinessUnit_next];
go

-- Hash of DimCompany
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimCompany', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([CompanyKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([CompanyId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CompanyName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Industry] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Segment] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CompanyCountry] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([OwnerName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([YearlyValue] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [ChurnedOn], 23), N'∅'), coalesce(cast([IsChurned] as nvarchar(60)), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimCompany_next];
go

-- Hash of DimContact
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimContact', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ContactKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([ContactId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactLabel] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Email] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactRole] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactRoleDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactLanguage] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactCompanyName] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimContact_next];
go

-- Hash of DimEmployee
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimEmployee', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([EmployeeKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([EmployeeId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([EmployeeName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Team] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([EmployeeBusinessUnit] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimEmployee_next];
go

-- Hash of DimProduct
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimProduct', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ProductKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([ProductId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ProductName] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ProductGroup] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimProduct_next];
go

-- Hash of DimCategory
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimCategory', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([CategoryKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([CategoryId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([CategoryName] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimCategory_next];
go

-- Hash of DimScore
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'DimScore', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ScoreKey] as nvarchar(60)), N'∅'), coalesce(cast([ScoreValue] as nvarchar(60)), N'∅'), coalesce(replace(cast([NpsGroup] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([NpsGroupDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([NpsGroupOrder] as nvarchar(60)), N'∅'), coalesce(replace(cast([GroupColour] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[DimScore_next];
go

-- Hash of FactResponse
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactResponse', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ResponseKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([ResponseId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([CampaignKey] as nvarchar(60)), N'∅'), coalesce(cast([TouchpointKey] as nvarchar(60)), N'∅'), coalesce(cast([ChannelKey] as nvarchar(60)), N'∅'), coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(cast([CompanyKey] as nvarchar(60)), N'∅'), coalesce(cast([ContactKey] as nvarchar(60)), N'∅'), coalesce(cast([EmployeeKey] as nvarchar(60)), N'∅'), coalesce(cast([ProductKey] as nvarchar(60)), N'∅'), coalesce(cast([ScoreKey] as nvarchar(60)), N'∅'), coalesce(cast([ResponseDateKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([InvitationId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [RespondedAt], 126), N'∅'), coalesce(cast([Score] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [Rating], 3), N'∅'), coalesce(convert(nvarchar(60), [RatingMax], 3), N'∅'), coalesce(cast([IsRated] as nvarchar(60)), N'∅'), coalesce(replace(cast([ExclusionReason] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ExclusionReasonDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ScoreAsGiven] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [Weight], 3), N'∅'), coalesce(replace(cast([Comment] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ResponseLanguage] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [ResponseMinutes], 3), N'∅'), coalesce(cast([IsLatestOfContact] as nvarchar(60)), N'∅'), coalesce(cast([PreviousScore] as nvarchar(60)), N'∅'), coalesce(cast([IsRecovered] as nvarchar(60)), N'∅'), coalesce(replace(cast([CompanySegmentThen] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactRoleThen] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ContactRoleThenDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [ModifiedAt], 126), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactResponse_next];
go

-- Hash of FactInvitation
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactInvitation', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([InvitationKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([InvitationId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([CampaignKey] as nvarchar(60)), N'∅'), coalesce(cast([TouchpointKey] as nvarchar(60)), N'∅'), coalesce(cast([ChannelKey] as nvarchar(60)), N'∅'), coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(cast([CompanyKey] as nvarchar(60)), N'∅'), coalesce(cast([ContactKey] as nvarchar(60)), N'∅'), coalesce(cast([EmployeeKey] as nvarchar(60)), N'∅'), coalesce(cast([ProductKey] as nvarchar(60)), N'∅'), coalesce(cast([SentDateKey] as nvarchar(60)), N'∅'), coalesce(cast([RespondedDateKey] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [SentAt], 126), N'∅'), coalesce(convert(nvarchar(60), [DeliveredAt], 126), N'∅'), coalesce(convert(nvarchar(60), [OpenedAt], 126), N'∅'), coalesce(convert(nvarchar(60), [BouncedAt], 126), N'∅'), coalesce(convert(nvarchar(60), [OptedOutAt], 126), N'∅'), coalesce(convert(nvarchar(60), [RespondedAt], 126), N'∅'), coalesce(cast([IsDelivered] as nvarchar(60)), N'∅'), coalesce(cast([IsResponded] as nvarchar(60)), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactInvitation_next];
go

-- Hash of FactFollowUp
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactFollowUp', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([FollowUpKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([FollowUpId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ResponseId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([CampaignKey] as nvarchar(60)), N'∅'), coalesce(cast([TouchpointKey] as nvarchar(60)), N'∅'), coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(cast([CompanyKey] as nvarchar(60)), N'∅'), coalesce(cast([ContactKey] as nvarchar(60)), N'∅'), coalesce(cast([EmployeeKey] as nvarchar(60)), N'∅'), coalesce(cast([ScoreKey] as nvarchar(60)), N'∅'), coalesce(cast([OpenedDateKey] as nvarchar(60)), N'∅'), coalesce(cast([DueDateKey] as nvarchar(60)), N'∅'), coalesce(cast([ClosedDateKey] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [OpenedAt], 126), N'∅'), coalesce(convert(nvarchar(60), [FirstActionAt], 126), N'∅'), coalesce(convert(nvarchar(60), [DueAt], 126), N'∅'), coalesce(convert(nvarchar(60), [ClosedAt], 126), N'∅'), coalesce(replace(cast([FollowUpRule] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([FollowUpStatus] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([FollowUpStatusDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([Outcome] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [MinutesToFirstAction], 3), N'∅'), coalesce(convert(nvarchar(60), [MinutesToClose], 3), N'∅'), coalesce(cast([IsClosedInTime] as nvarchar(60)), N'∅'), coalesce(cast([IsOverdue] as nvarchar(60)), N'∅'), coalesce(cast([IsRecovered] as nvarchar(60)), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactFollowUp_next];
go

-- Hash of FactGoal
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactGoal', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([GoalKey] as nvarchar(60)), N'∅'), coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([SurveyClass] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([MonthDateKey] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [GoalNps], 3), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactGoal_next];
go

-- Hash of FactBenchmark
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactBenchmark', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([BenchmarkKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([BenchmarkIndustry] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([BenchmarkMetric] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([PeriodDateKey] as nvarchar(60)), N'∅'), coalesce(convert(nvarchar(60), [BenchmarkValue], 3), N'∅'), coalesce(replace(cast([BenchmarkSource] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactBenchmark_next];
go

-- Hash of FactOpportunity
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactOpportunity', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([OpportunityKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([OpportunityId] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(cast([BusinessUnitKey] as nvarchar(60)), N'∅'), coalesce(cast([CompanyKey] as nvarchar(60)), N'∅'), coalesce(cast([ContactKey] as nvarchar(60)), N'∅'), coalesce(cast([EmployeeKey] as nvarchar(60)), N'∅'), coalesce(cast([ExpectedCloseDateKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([Stage] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(convert(nvarchar(60), [Probability], 3), N'∅'), coalesce(cast([Amount] as nvarchar(60)), N'∅'), coalesce(cast([WeightedAmount] as nvarchar(60)), N'∅'), coalesce(replace(cast([OpportunityOutcome] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactOpportunity_next];
go

-- Hash of FactReconciliation
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'FactReconciliation', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([CampaignKey] as nvarchar(60)), N'∅'), coalesce(cast([SourceAnswers] as nvarchar(60)), N'∅'), coalesce(cast([SourceRated] as nvarchar(60)), N'∅'), coalesce(cast([SourcePromoters] as nvarchar(60)), N'∅'), coalesce(cast([SourceDetractors] as nvarchar(60)), N'∅'), coalesce(cast([StagingAnswers] as nvarchar(60)), N'∅'), coalesce(cast([StagingRated] as nvarchar(60)), N'∅'), coalesce(cast([StarAnswers] as nvarchar(60)), N'∅'), coalesce(cast([StarRated] as nvarchar(60)), N'∅'), coalesce(cast([StarPromoters] as nvarchar(60)), N'∅'), coalesce(cast([StarDetractors] as nvarchar(60)), N'∅'), coalesce(cast([QuarantinedAnswers] as nvarchar(60)), N'∅'), coalesce(replace(cast([ReconciliationStatus] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ReconciliationStatusDa] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ReconciliationReason] as nvarchar(max)), N'|', N'||'), N'∅'), coalesce(replace(cast([ReconciliationReasonDa] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[FactReconciliation_next];
go

-- Hash of BridgeResponseCategory
insert into [star_kept].[snapshot_table] ([build], [table], [rows], [hash])
select (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]), 'BridgeResponseCategory', count_big(*), cast(coalesce(sum(cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', coalesce(cast([ResponseKey] as nvarchar(60)), N'∅'), coalesce(cast([CategoryKey] as nvarchar(60)), N'∅'), coalesce(replace(cast([Sentiment] as nvarchar(max)), N'|', N'||'), N'∅'))), 1, 8) as bigint) as decimal(38, 0))), 0) as varchar(60)) from [star_kept].[BridgeResponseCategory_next];
go

-- Switch
set lock_timeout 60000;
set xact_abort on;
begin transaction;
declare @build int = (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]);
declare @suffix nvarchar(10) = concat(N'_', right(concat(N'000000', @build), 6));
declare @name nvarchar(200);
set @name = concat(N'DimDate', @suffix);
exec sp_rename N'star_kept.DimDate_next', @name;
set @name = concat(N'DimCampaign', @suffix);
exec sp_rename N'star_kept.DimCampaign_next', @name;
set @name = concat(N'DimTouchpoint', @suffix);
exec sp_rename N'star_kept.DimTouchpoint_next', @name;
set @name = concat(N'DimChannel', @suffix);
exec sp_rename N'star_kept.DimChannel_next', @name;
set @name = concat(N'DimBusinessUnit', @suffix);
exec sp_rename N'star_kept.DimBusinessUnit_next', @name;
set @name = concat(N'DimCompany', @suffix);
exec sp_rename N'star_kept.DimCompany_next', @name;
set @name = concat(N'DimContact', @suffix);
exec sp_rename N'star_kept.DimContact_next', @name;
set @name = concat(N'DimEmployee', @suffix);
exec sp_rename N'star_kept.DimEmployee_next', @name;
set @name = concat(N'DimProduct', @suffix);
exec sp_rename N'star_kept.DimProduct_next', @name;
set @name = concat(N'DimCategory', @suffix);
exec sp_rename N'star_kept.DimCategory_next', @name;
set @name = concat(N'DimScore', @suffix);
exec sp_rename N'star_kept.DimScore_next', @name;
set @name = concat(N'FactResponse', @suffix);
exec sp_rename N'star_kept.FactResponse_next', @name;
set @name = concat(N'FactInvitation', @suffix);
exec sp_rename N'star_kept.FactInvitation_next', @name;
set @name = concat(N'FactFollowUp', @suffix);
exec sp_rename N'star_kept.FactFollowUp_next', @name;
set @name = concat(N'FactGoal', @suffix);
exec sp_rename N'star_kept.FactGoal_next', @name;
set @name = concat(N'FactBenchmark', @suffix);
exec sp_rename N'star_kept.FactBenchmark_next', @name;
set @name = concat(N'FactOpportunity', @suffix);
exec sp_rename N'star_kept.FactOpportunity_next', @name;
set @name = concat(N'FactReconciliation', @suffix);
exec sp_rename N'star_kept.FactReconciliation_next', @name;
set @name = concat(N'BridgeResponseCategory', @suffix);
exec sp_rename N'star_kept.BridgeResponseCategory_next', @name;
insert into [star_kept].[snapshot] ([build], [version], [data_as_of], [built_at], [time_zone], [source])
values (@build, N'1.2.3', cast('2026-06-01T10:00:00.000' as datetime2(3)), sysutcdatetime(), N'Europe/Copenhagen', N'sqlserver db.example/survey');
declare @newest nvarchar(10) = (select concat(N'_', right(concat(N'000000', max([build])), 6)) from [star_kept].[snapshot]);
declare @view nvarchar(max);
if object_id(N'[star].[DimDate]', N'U') is not null drop table [star].[DimDate];
set @view = concat(N'create or alter view [star].[DimDate] as select [DateKey], [Date], [Year], [Quarter], [QuarterSort], [QuarterNumber], [MonthStart], [MonthSort], [MonthNumber], [MonthNameEn], [MonthNameDa], [MonthLabelEn], [MonthLabelDa], [IsoYear], [IsoWeek], [IsoYearWeek], [DayOfMonth], [DayOfWeek], [DayNameEn], [DayNameDa], [FiscalYear], [FiscalQuarter], [FiscalMonth], [MonthOffset], [IsYearToDate], [IsQuarterToDate], [IsMonthToDate], [IsLast12Months], [IsLast90Days] from [star_kept].[DimDate', @newest, N']');
exec (@view);
if object_id(N'[star].[DimCampaign]', N'U') is not null drop table [star].[DimCampaign];
set @view = concat(N'create or alter view [star].[DimCampaign] as select [CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo] from [star_kept].[DimCampaign', @newest, N']');
exec (@view);
if object_id(N'[star].[DimTouchpoint]', N'U') is not null drop table [star].[DimTouchpoint];
set @view = concat(N'create or alter view [star].[DimTouchpoint] as select [TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath] from [star_kept].[DimTouchpoint', @newest, N']');
exec (@view);
if object_id(N'[star].[DimChannel]', N'U') is not null drop table [star].[DimChannel];
set @view = concat(N'create or alter view [star].[DimChannel] as select [ChannelKey], [ChannelId], [ChannelName] from [star_kept].[DimChannel', @newest, N']');
exec (@view);
if object_id(N'[star].[DimBusinessUnit]', N'U') is not null drop table [star].[DimBusinessUnit];
set @view = concat(N'create or alter view [star].[DimBusinessUnit] as select [BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath] from [star_kept].[DimBusinessUnit', @newest, N']');
exec (@view);
if object_id(N'[star].[DimCompany]', N'U') is not null drop table [star].[DimCompany];
set @view = concat(N'create or alter view [star].[DimCompany] as select [CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned] from [star_kept].[DimCompany', @newest, N']');
exec (@view);
if object_id(N'[star].[DimContact]', N'U') is not null drop table [star].[DimContact];
set @view = concat(N'create or alter view [star].[DimContact] as select [ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName] from [star_kept].[DimContact', @newest, N']');
exec (@view);
if object_id(N'[star].[DimEmployee]', N'U') is not null drop table [star].[DimEmployee];
set @view = concat(N'create or alter view [star].[DimEmployee] as select [EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit] from [star_kept].[DimEmployee', @newest, N']');
exec (@view);
if object_id(N'[star].[DimProduct]', N'U') is not null drop table [star].[DimProduct];
set @view = concat(N'create or alter view [star].[DimProduct] as select [ProductKey], [ProductId], [ProductName], [ProductGroup] from [star_kept].[DimProduct', @newest, N']');
exec (@view);
if object_id(N'[star].[DimCategory]', N'U') is not null drop table [star].[DimCategory];
set @view = concat(N'create or alter view [star].[DimCategory] as select [CategoryKey], [CategoryId], [CategoryName] from [star_kept].[DimCategory', @newest, N']');
exec (@view);
if object_id(N'[star].[DimScore]', N'U') is not null drop table [star].[DimScore];
set @view = concat(N'create or alter view [star].[DimScore] as select [ScoreKey], [ScoreValue], [NpsGroup], [NpsGroupDa], [NpsGroupOrder], [GroupColour] from [star_kept].[DimScore', @newest, N']');
exec (@view);
if object_id(N'[star].[FactResponse]', N'U') is not null drop table [star].[FactResponse];
set @view = concat(N'create or alter view [star].[FactResponse] as select [ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt] from [star_kept].[FactResponse', @newest, N']');
exec (@view);
if object_id(N'[star].[FactInvitation]', N'U') is not null drop table [star].[FactInvitation];
set @view = concat(N'create or alter view [star].[FactInvitation] as select [InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded] from [star_kept].[FactInvitation', @newest, N']');
exec (@view);
if object_id(N'[star].[FactFollowUp]', N'U') is not null drop table [star].[FactFollowUp];
set @view = concat(N'create or alter view [star].[FactFollowUp] as select [FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered] from [star_kept].[FactFollowUp', @newest, N']');
exec (@view);
if object_id(N'[star].[FactGoal]', N'U') is not null drop table [star].[FactGoal];
set @view = concat(N'create or alter view [star].[FactGoal] as select [GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps] from [star_kept].[FactGoal', @newest, N']');
exec (@view);
if object_id(N'[star].[FactBenchmark]', N'U') is not null drop table [star].[FactBenchmark];
set @view = concat(N'create or alter view [star].[FactBenchmark] as select [BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource] from [star_kept].[FactBenchmark', @newest, N']');
exec (@view);
if object_id(N'[star].[FactOpportunity]', N'U') is not null drop table [star].[FactOpportunity];
set @view = concat(N'create or alter view [star].[FactOpportunity] as select [OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome] from [star_kept].[FactOpportunity', @newest, N']');
exec (@view);
if object_id(N'[star].[FactReconciliation]', N'U') is not null drop table [star].[FactReconciliation];
set @view = concat(N'create or alter view [star].[FactReconciliation] as select [CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa] from [star_kept].[FactReconciliation', @newest, N']');
exec (@view);
if object_id(N'[star].[BridgeResponseCategory]', N'U') is not null drop table [star].[BridgeResponseCategory];
set @view = concat(N'create or alter view [star].[BridgeResponseCategory] as select [ResponseKey], [CategoryKey], [Sentiment] from [star_kept].[BridgeResponseCategory', @newest, N']');
exec (@view);
commit transaction;
go

-- Drop old builds
set lock_timeout 60000;
declare @old int, @drop nvarchar(max);
while 1 = 1
begin
  set @old = (select min([build]) from [star_kept].[snapshot]
    where [build] <= (select max([build]) from [star_kept].[snapshot]) - 3);
  if @old is null break;
  set @drop = N'';
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimDate_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimCampaign_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimTouchpoint_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimChannel_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimBusinessUnit_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimCompany_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimContact_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimEmployee_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimProduct_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimCategory_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[DimScore_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactResponse_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactInvitation_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactFollowUp_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactGoal_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactBenchmark_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactOpportunity_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[FactReconciliation_', right(concat(N'00000', @old), 6), N'];');
  set @drop = concat(@drop, N'drop table if exists [star_kept].[BridgeResponseCategory_', right(concat(N'00000', @old), 6), N'];');
  exec (@drop);
  delete from [star_kept].[snapshot_table] where [build] = @old;
  delete from [star_kept].[snapshot_count] where [build] = @old;
  delete from [star_kept].[snapshot] where [build] = @old;
end;
go

-- Let others build
exec sp_releaseapplock @Resource = N'NPS Power Dashboards star', @LockOwner = 'Session';
go
