-- One build at a time
if schema_id('state') is null exec ('create schema [state]');
if object_id('[state].[build_lock]', 'U') is null
begin
  create table [state].[build_lock] ([since] datetime2(3) not null);
  insert into [state].[build_lock] ([since]) values ('1900-01-01T00:00:00');
end;
set xact_abort on;
begin transaction;
if exists (select 1 from [state].[build_lock] where [since] > dateadd(hour, -12, sysutcdatetime()))
  throw 51003, 'Another build of the star is under way, or ended without a word less than 12 hours ago.', 1;
update [state].[build_lock] set [since] = sysutcdatetime();
commit transaction;
go

-- Schema staging
if schema_id('staging') is null exec ('create schema [staging]');
go

-- Schema keys
if schema_id('keys') is null exec ('create schema [keys]');
go

-- Schema history
if schema_id('history') is null exec ('create schema [history]');
go

-- Schema state
if schema_id('state') is null exec ('create schema [state]');
go

-- Schema star
if schema_id('star') is null exec ('create schema [star]');
go

-- Schema star_kept
if schema_id('star_kept') is null exec ('create schema [star_kept]');
go

-- Keys, kept for ever
if object_id('[keys].[campaign]', 'U') is null
create table [keys].[campaign] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[touchpoint]', 'U') is null
create table [keys].[touchpoint] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[channel]', 'U') is null
create table [keys].[channel] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[business_unit]', 'U') is null
create table [keys].[business_unit] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[company]', 'U') is null
create table [keys].[company] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[contact]', 'U') is null
create table [keys].[contact] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[employee]', 'U') is null
create table [keys].[employee] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[product]', 'U') is null
create table [keys].[product] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[category]', 'U') is null
create table [keys].[category] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] int not null
);
if object_id('[keys].[response]', 'U') is null
create table [keys].[response] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
if object_id('[keys].[invitation]', 'U') is null
create table [keys].[invitation] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
if object_id('[keys].[follow_up]', 'U') is null
create table [keys].[follow_up] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
if object_id('[keys].[goal]', 'U') is null
create table [keys].[goal] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
if object_id('[keys].[benchmark]', 'U') is null
create table [keys].[benchmark] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
if object_id('[keys].[opportunity]', 'U') is null
create table [keys].[opportunity] (
  [id] varchar(3400) collate Latin1_General_100_BIN2_UTF8 not null,
  [key] bigint not null
);
go

-- The unknown member
insert into [keys].[campaign] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[campaign] where [key] = 0);
insert into [keys].[touchpoint] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[touchpoint] where [key] = 0);
insert into [keys].[channel] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[channel] where [key] = 0);
insert into [keys].[business_unit] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[business_unit] where [key] = 0);
insert into [keys].[company] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[company] where [key] = 0);
insert into [keys].[contact] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[contact] where [key] = 0);
insert into [keys].[employee] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[employee] where [key] = 0);
insert into [keys].[product] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[product] where [key] = 0);
insert into [keys].[category] ([id], [key]) select '', 0 where not exists (select 1 from [keys].[category] where [key] = 0);
go

-- Highest key ever given
if object_id('[state].[key_high]', 'U') is null
create table [state].[key_high] ([name] varchar(240) not null, [high] bigint not null);
insert into [state].[key_high] ([name], [high])
select n.[name], 0 from (values ('campaign'), ('touchpoint'), ('channel'), ('business_unit'), ('company'), ('contact'), ('employee'), ('product'), ('category'), ('response'), ('invitation'), ('follow_up'), ('goal'), ('benchmark'), ('opportunity')) as n([name])
where not exists (select 1 from [state].[key_high] as h where h.[name] = n.[name]);
go

-- History of attributes
if object_id('[history].[company_segment]', 'U') is null
create table [history].[company_segment] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 not null,
  [value] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [valid_from] datetime2(3) not null,
  [valid_to] datetime2(3) null
);
if object_id('[history].[contact_role]', 'U') is null
create table [history].[contact_role] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 not null,
  [value] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [valid_from] datetime2(3) not null,
  [valid_to] datetime2(3) null
);
go

-- Bad rows
drop table if exists [state].[quarantine];
create table [state].[quarantine] (
  [entity] varchar(240) not null,
  [id] varchar(max) null,
  [reason] varchar(max) not null,
  [row] varchar(max) null
);
go

-- Lists of builds
if object_id('[star_kept].[snapshot]', 'U') is null
create table [star_kept].[snapshot] ([build] int not null, [version] varchar(40) not null, [data_as_of] datetime2(3) not null, [built_at] datetime2(3) not null, [time_zone] varchar(100) not null, [source] varchar(400) not null);
if object_id('[star_kept].[snapshot_table]', 'U') is null
create table [star_kept].[snapshot_table] ([build] int not null, [table] varchar(128) not null, [rows] bigint not null, [hash] varchar(60) not null);
if object_id('[star_kept].[snapshot_count]', 'U') is null
create table [star_kept].[snapshot_count] ([build] int not null, [kind] varchar(20) not null, [name] varchar(200) not null, [rows] bigint not null);
go

-- Staging of channel
drop table if exists [staging].[channel];
create table [staging].[channel] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of business_unit
drop table if exists [staging].[business_unit];
create table [staging].[business_unit] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [department] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [region] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [country] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [parent_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of campaign
drop table if exists [staging].[campaign];
create table [staging].[campaign] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [survey_class] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [nps_type] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [metric] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [rating_max] float null,
  [question_detractors] varchar(max) collate Latin1_General_100_BIN2_UTF8 null,
  [question_passives] varchar(max) collate Latin1_General_100_BIN2_UTF8 null,
  [question_promoters] varchar(max) collate Latin1_General_100_BIN2_UTF8 null,
  [language] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [business_unit_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [active_from] date null,
  [active_to] date null
);
go

-- Staging of touchpoint
drop table if exists [staging].[touchpoint];
create table [staging].[touchpoint] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [journey] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [stage_order] int null,
  [phase] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [off_path] bit null
);
go

-- Staging of employee
drop table if exists [staging].[employee];
create table [staging].[employee] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [team] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [business_unit_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of product
drop table if exists [staging].[product];
create table [staging].[product] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [product_group] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of company
drop table if exists [staging].[company];
create table [staging].[company] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [industry] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [segment] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [country] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [owner_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [yearly_value] decimal(18, 2) null,
  [churned_on] date null,
  [modified_at] datetime2(3) null
);
go

-- Staging of contact
drop table if exists [staging].[contact];
create table [staging].[contact] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [company_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [name] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [email] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [role] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [language] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [modified_at] datetime2(3) null
);
go

-- Staging of invitation
drop table if exists [staging].[invitation];
create table [staging].[invitation] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [campaign_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [touchpoint_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [channel_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [business_unit_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [contact_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [employee_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [product_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
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
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [invitation_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [campaign_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [touchpoint_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [channel_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [contact_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [company_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [business_unit_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [employee_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [product_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [score] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [rating_max] float null,
  [weight] float null,
  [comment] varchar(max) collate Latin1_General_100_BIN2_UTF8 null,
  [language] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [company_segment] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [contact_role] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [responded_at] datetime2(3) null,
  [modified_at] datetime2(3) null,
  [deleted] bit null
);
go

-- Staging of response_category
drop table if exists [staging].[response_category];
create table [staging].[response_category] (
  [response_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [category] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [sentiment] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of follow_up
drop table if exists [staging].[follow_up];
create table [staging].[follow_up] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [response_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [rule] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [owner_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [status] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [opened_at] datetime2(3) null,
  [first_action_at] datetime2(3) null,
  [due_at] datetime2(3) null,
  [closed_at] datetime2(3) null,
  [outcome] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [modified_at] datetime2(3) null
);
go

-- Staging of goal
drop table if exists [staging].[goal];
create table [staging].[goal] (
  [business_unit_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [survey_class] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [month] date null,
  [goal_nps] float null
);
go

-- Staging of benchmark
drop table if exists [staging].[benchmark];
create table [staging].[benchmark] (
  [industry] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [metric] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [period] date null,
  [value] float null,
  [source] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null
);
go

-- Staging of opportunity
drop table if exists [staging].[opportunity];
create table [staging].[opportunity] (
  [id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [company_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [contact_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [owner_id] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [stage] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [probability] float null,
  [amount] decimal(18, 2) null,
  [expected_close] date null,
  [outcome] varchar(8000) collate Latin1_General_100_BIN2_UTF8 null,
  [modified_at] datetime2(3) null
);
go

-- Read channel
drop table if exists [staging].[temporary_load_channel];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name]
into [staging].[temporary_load_channel]
from (
select [id], [name] from [survey].[channel]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'channel', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, cast(null as varchar(4)))
from [staging].[temporary_load_channel] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name]
into [staging].[temporary_good]
from [staging].[temporary_load_channel] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'channel', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[channel] ([id], [name])
select [id], [name]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_channel];
drop table [staging].[temporary_good];
go

-- Read business_unit
drop table if exists [staging].[temporary_load_business_unit];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[department] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [department], cast([source].[region] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [region], cast([source].[country] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [country], cast([source].[parent_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [parent_id]
into [staging].[temporary_load_business_unit]
from (
select [id], [name], [department], [region], [country], [parent_id] from [survey].[business_unit]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'business_unit', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[department] is not null then concat('department: ', l.[department]) end, case when l.[region] is not null then concat('region: ', l.[region]) end, case when l.[country] is not null then concat('country: ', l.[country]) end, case when l.[parent_id] is not null then concat('parent_id: ', l.[parent_id]) end, cast(null as varchar(4)))
from [staging].[temporary_load_business_unit] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name], [department] as [department], [region] as [region], [country] as [country], nullif(ltrim(rtrim([parent_id])), '') as [parent_id]
into [staging].[temporary_good]
from [staging].[temporary_load_business_unit] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'business_unit', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[department] is not null then concat('department: ', l.[department]) end, case when l.[region] is not null then concat('region: ', l.[region]) end, case when l.[country] is not null then concat('country: ', l.[country]) end, case when l.[parent_id] is not null then concat('parent_id: ', l.[parent_id]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[business_unit] ([id], [name], [department], [region], [country], [parent_id])
select [id], [name], [department], [region], [country], [parent_id]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_business_unit];
drop table [staging].[temporary_good];
go

-- Read campaign
drop table if exists [staging].[temporary_load_campaign];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[survey_class] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [survey_class], cast([source].[nps_type] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [nps_type], cast([source].[metric] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [metric], cast([source].[rating_max] as float) as [rating_max], cast([source].[question_detractors] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [question_detractors], cast([source].[question_passives] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [question_passives], cast([source].[question_promoters] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [question_promoters], cast([source].[language] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [language], cast([source].[business_unit_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [business_unit_id], cast([source].[active_from] as date) as [active_from], cast([source].[active_to] as date) as [active_to]
into [staging].[temporary_load_campaign]
from (
select [id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to] from [survey].[campaign]
) as [source];
if (select top (1) [survey_class] from [staging].[temporary_load_campaign] where [survey_class] is not null and case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end is null) is not null
begin
  declare @survey_class varchar(8000) = concat('campaign.survey_class: "', (select top (1) [survey_class] from [staging].[temporary_load_campaign] where [survey_class] is not null and case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end is null), '" is not one of relational, transactional, experience');
  throw 51002, @survey_class, 1;
end;
if (select top (1) [metric] from [staging].[temporary_load_campaign] where [metric] is not null and case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end is null) is not null
begin
  declare @metric varchar(8000) = concat('campaign.metric: "', (select top (1) [metric] from [staging].[temporary_load_campaign] where [metric] is not null and case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end is null), '" is not one of NPS, CSAT, CES, experience');
  throw 51002, @metric, 1;
end;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'campaign', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[survey_class] is not null then concat('survey_class: ', l.[survey_class]) end, case when l.[nps_type] is not null then concat('nps_type: ', l.[nps_type]) end, case when l.[metric] is not null then concat('metric: ', l.[metric]) end, case when l.[rating_max] is not null then concat('rating_max: ', l.[rating_max]) end, case when l.[question_detractors] is not null then concat('question_detractors: ', l.[question_detractors]) end, case when l.[question_passives] is not null then concat('question_passives: ', l.[question_passives]) end, case when l.[question_promoters] is not null then concat('question_promoters: ', l.[question_promoters]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[active_from] is not null then concat('active_from: ', l.[active_from]) end, case when l.[active_to] is not null then concat('active_to: ', l.[active_to]) end, cast(null as varchar(4)))
from [staging].[temporary_load_campaign] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name], case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end as [survey_class], case lower(ltrim(rtrim([nps_type]))) when 'product' then 'product' when 'project' then 'project' when 'meeting' then 'meeting' when 'event' then 'event' when 'onboarding' then 'onboarding' when 'relationship' then 'relationship' when 'deal' then 'deal' when 'renewal' then 'renewal' when 'service' then 'service' when 'sales' then 'sales' end as [nps_type], case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end as [metric], [rating_max] as [rating_max], [question_detractors] as [question_detractors], [question_passives] as [question_passives], [question_promoters] as [question_promoters], [language] as [language], nullif(ltrim(rtrim([business_unit_id])), '') as [business_unit_id], case when [active_from] between '19900101' and '21000101' then [active_from] end as [active_from], case when [active_to] between '19900101' and '21000101' then [active_to] end as [active_to]
into [staging].[temporary_good]
from [staging].[temporary_load_campaign] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'campaign', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[survey_class] is not null then concat('survey_class: ', l.[survey_class]) end, case when l.[nps_type] is not null then concat('nps_type: ', l.[nps_type]) end, case when l.[metric] is not null then concat('metric: ', l.[metric]) end, case when l.[rating_max] is not null then concat('rating_max: ', l.[rating_max]) end, case when l.[question_detractors] is not null then concat('question_detractors: ', l.[question_detractors]) end, case when l.[question_passives] is not null then concat('question_passives: ', l.[question_passives]) end, case when l.[question_promoters] is not null then concat('question_promoters: ', l.[question_promoters]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[active_from] is not null then concat('active_from: ', l.[active_from]) end, case when l.[active_to] is not null then concat('active_to: ', l.[active_to]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[campaign] ([id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to])
select [id], [name], [survey_class], [nps_type], [metric], [rating_max], [question_detractors], [question_passives], [question_promoters], [language], [business_unit_id], [active_from], [active_to]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_campaign];
drop table [staging].[temporary_good];
go

-- Read touchpoint
drop table if exists [staging].[temporary_load_touchpoint];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[journey] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [journey], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[stage_order] as float) as [stage_order], cast([source].[phase] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [phase], cast([source].[off_path] as bit) as [off_path]
into [staging].[temporary_load_touchpoint]
from (
select [id], [journey], [name], [stage_order], [phase], [off_path] from [survey].[touchpoint]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'touchpoint', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[journey] is not null then concat('journey: ', l.[journey]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[stage_order] is not null then concat('stage_order: ', l.[stage_order]) end, case when l.[phase] is not null then concat('phase: ', l.[phase]) end, case when l.[off_path] is not null then concat('off_path: ', l.[off_path]) end, cast(null as varchar(4)))
from [staging].[temporary_load_touchpoint] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [journey] as [journey], [name] as [name], case when [stage_order] = floor([stage_order]) then try_cast([stage_order] as int) end as [stage_order], case lower(ltrim(rtrim([phase]))) when 'before' then 'before' when 'during' then 'during' when 'after' then 'after' end as [phase], [off_path] as [off_path]
into [staging].[temporary_good]
from [staging].[temporary_load_touchpoint] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'touchpoint', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[journey] is not null then concat('journey: ', l.[journey]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[stage_order] is not null then concat('stage_order: ', l.[stage_order]) end, case when l.[phase] is not null then concat('phase: ', l.[phase]) end, case when l.[off_path] is not null then concat('off_path: ', l.[off_path]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[touchpoint] ([id], [journey], [name], [stage_order], [phase], [off_path])
select [id], [journey], [name], [stage_order], [phase], [off_path]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_touchpoint];
drop table [staging].[temporary_good];
go

-- Read employee
drop table if exists [staging].[temporary_load_employee];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[team] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [team], cast([source].[business_unit_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [business_unit_id]
into [staging].[temporary_load_employee]
from (
select [id], [name], [team], [business_unit_id] from [survey].[employee]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'employee', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[team] is not null then concat('team: ', l.[team]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, cast(null as varchar(4)))
from [staging].[temporary_load_employee] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name], [team] as [team], nullif(ltrim(rtrim([business_unit_id])), '') as [business_unit_id]
into [staging].[temporary_good]
from [staging].[temporary_load_employee] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'employee', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[team] is not null then concat('team: ', l.[team]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[employee] ([id], [name], [team], [business_unit_id])
select [id], [name], [team], [business_unit_id]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_employee];
drop table [staging].[temporary_good];
go

-- Read product
drop table if exists [staging].[temporary_load_product];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[product_group] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [product_group]
into [staging].[temporary_load_product]
from (
select [id], [name], [product_group] from [survey].[product]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'product', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[product_group] is not null then concat('product_group: ', l.[product_group]) end, cast(null as varchar(4)))
from [staging].[temporary_load_product] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name], [product_group] as [product_group]
into [staging].[temporary_good]
from [staging].[temporary_load_product] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'product', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[product_group] is not null then concat('product_group: ', l.[product_group]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[product] ([id], [name], [product_group])
select [id], [name], [product_group]
from (select *, row_number() over (partition by [id] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_product];
drop table [staging].[temporary_good];
go

-- Read company
drop table if exists [staging].[temporary_load_company];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[industry] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [industry], cast([source].[segment] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [segment], cast([source].[country] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [country], cast([source].[owner_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [owner_id], cast([source].[yearly_value] as decimal(18, 2)) as [yearly_value], cast([source].[churned_on] as date) as [churned_on], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into [staging].[temporary_load_company]
from (
select [id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at] from [survey].[company]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'company', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[industry] is not null then concat('industry: ', l.[industry]) end, case when l.[segment] is not null then concat('segment: ', l.[segment]) end, case when l.[country] is not null then concat('country: ', l.[country]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[yearly_value] is not null then concat('yearly_value: ', l.[yearly_value]) end, case when l.[churned_on] is not null then concat('churned_on: ', l.[churned_on]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from [staging].[temporary_load_company] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], [name] as [name], [industry] as [industry], [segment] as [segment], [country] as [country], nullif(ltrim(rtrim([owner_id])), '') as [owner_id], [yearly_value] as [yearly_value], case when [churned_on] between '19900101' and '21000101' then [churned_on] end as [churned_on], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into [staging].[temporary_good]
from [staging].[temporary_load_company] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'company', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[industry] is not null then concat('industry: ', l.[industry]) end, case when l.[segment] is not null then concat('segment: ', l.[segment]) end, case when l.[country] is not null then concat('country: ', l.[country]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[yearly_value] is not null then concat('yearly_value: ', l.[yearly_value]) end, case when l.[churned_on] is not null then concat('churned_on: ', l.[churned_on]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[company] ([id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at])
select [id], [name], [industry], [segment], [country], [owner_id], [yearly_value], [churned_on], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_company];
drop table [staging].[temporary_good];
go

-- Read contact
drop table if exists [staging].[temporary_load_contact];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[company_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [company_id], cast([source].[name] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [name], cast([source].[email] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [email], cast([source].[role] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [role], cast([source].[language] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [language], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into [staging].[temporary_load_contact]
from (
select [id], [company_id], [name], [email], [role], [language], [modified_at] from [survey].[contact]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'contact', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[email] is not null then concat('email: ', l.[email]) end, case when l.[role] is not null then concat('role: ', l.[role]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from [staging].[temporary_load_contact] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], nullif(ltrim(rtrim([company_id])), '') as [company_id], [name] as [name], [email] as [email], case lower(ltrim(rtrim([role]))) when 'daily user' then 'daily user' when 'decision maker' then 'decision maker' when 'buyer' then 'buyer' when 'operations' then 'operations' end as [role], [language] as [language], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into [staging].[temporary_good]
from [staging].[temporary_load_contact] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'contact', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[name] is not null then concat('name: ', l.[name]) end, case when l.[email] is not null then concat('email: ', l.[email]) end, case when l.[role] is not null then concat('role: ', l.[role]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[contact] ([id], [company_id], [name], [email], [role], [language], [modified_at])
select [id], [company_id], [name], [email], [role], [language], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_contact];
drop table [staging].[temporary_good];
go

-- Read invitation
drop table if exists [staging].[temporary_load_invitation];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[campaign_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [campaign_id], cast([source].[touchpoint_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [touchpoint_id], cast([source].[channel_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [channel_id], cast([source].[business_unit_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [business_unit_id], cast([source].[contact_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [contact_id], cast([source].[employee_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [employee_id], cast([source].[product_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [product_id], cast(switchoffset(cast([source].[sent_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [sent_at], cast(switchoffset(cast([source].[delivered_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [delivered_at], cast(switchoffset(cast([source].[opened_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opened_at], cast(switchoffset(cast([source].[bounced_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [bounced_at], cast(switchoffset(cast([source].[opted_out_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opted_out_at], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into [staging].[temporary_load_invitation]
from (
select [id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at] from [survey].[invitation]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'invitation', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[campaign_id] is not null then concat('campaign_id: ', l.[campaign_id]) end, case when l.[touchpoint_id] is not null then concat('touchpoint_id: ', l.[touchpoint_id]) end, case when l.[channel_id] is not null then concat('channel_id: ', l.[channel_id]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[employee_id] is not null then concat('employee_id: ', l.[employee_id]) end, case when l.[product_id] is not null then concat('product_id: ', l.[product_id]) end, case when l.[sent_at] is not null then concat('sent_at: ', l.[sent_at]) end, case when l.[delivered_at] is not null then concat('delivered_at: ', l.[delivered_at]) end, case when l.[opened_at] is not null then concat('opened_at: ', l.[opened_at]) end, case when l.[bounced_at] is not null then concat('bounced_at: ', l.[bounced_at]) end, case when l.[opted_out_at] is not null then concat('opted_out_at: ', l.[opted_out_at]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from [staging].[temporary_load_invitation] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [sent_at] is null then 'sent_at is missing' when case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end is null then concat('sent_at: "', [sent_at], '" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], nullif(ltrim(rtrim([campaign_id])), '') as [campaign_id], nullif(ltrim(rtrim([touchpoint_id])), '') as [touchpoint_id], nullif(ltrim(rtrim([channel_id])), '') as [channel_id], nullif(ltrim(rtrim([business_unit_id])), '') as [business_unit_id], nullif(ltrim(rtrim([contact_id])), '') as [contact_id], nullif(ltrim(rtrim([employee_id])), '') as [employee_id], nullif(ltrim(rtrim([product_id])), '') as [product_id], case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end as [sent_at], case when [delivered_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [delivered_at] end as [delivered_at], case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end as [opened_at], case when [bounced_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [bounced_at] end as [bounced_at], case when [opted_out_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opted_out_at] end as [opted_out_at], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into [staging].[temporary_good]
from [staging].[temporary_load_invitation] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [sent_at] is null then 'sent_at is missing' when case when [sent_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [sent_at] end is null then concat('sent_at: "', [sent_at], '" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'invitation', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[campaign_id] is not null then concat('campaign_id: ', l.[campaign_id]) end, case when l.[touchpoint_id] is not null then concat('touchpoint_id: ', l.[touchpoint_id]) end, case when l.[channel_id] is not null then concat('channel_id: ', l.[channel_id]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[employee_id] is not null then concat('employee_id: ', l.[employee_id]) end, case when l.[product_id] is not null then concat('product_id: ', l.[product_id]) end, case when l.[sent_at] is not null then concat('sent_at: ', l.[sent_at]) end, case when l.[delivered_at] is not null then concat('delivered_at: ', l.[delivered_at]) end, case when l.[opened_at] is not null then concat('opened_at: ', l.[opened_at]) end, case when l.[bounced_at] is not null then concat('bounced_at: ', l.[bounced_at]) end, case when l.[opted_out_at] is not null then concat('opted_out_at: ', l.[opted_out_at]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[invitation] ([id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at])
select [id], [campaign_id], [touchpoint_id], [channel_id], [business_unit_id], [contact_id], [employee_id], [product_id], [sent_at], [delivered_at], [opened_at], [bounced_at], [opted_out_at], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_invitation];
drop table [staging].[temporary_good];
go

-- Read response
drop table if exists [staging].[temporary_load_response];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[invitation_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [invitation_id], cast([source].[campaign_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [campaign_id], cast([source].[touchpoint_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [touchpoint_id], cast([source].[channel_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [channel_id], cast([source].[contact_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [contact_id], cast([source].[company_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [company_id], cast([source].[business_unit_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [business_unit_id], cast([source].[employee_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [employee_id], cast([source].[product_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [product_id], cast([source].[score] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [score], cast([source].[rating_max] as float) as [rating_max], cast([source].[weight] as float) as [weight], cast([source].[comment] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [comment], cast([source].[language] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [language], cast([source].[company_segment] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [company_segment], cast([source].[contact_role] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [contact_role], cast(switchoffset(cast([source].[responded_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [responded_at], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at], cast([source].[deleted] as bit) as [deleted]
into [staging].[temporary_load_response]
from (
select [id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted] from [survey].[response]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'response', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[invitation_id] is not null then concat('invitation_id: ', l.[invitation_id]) end, case when l.[campaign_id] is not null then concat('campaign_id: ', l.[campaign_id]) end, case when l.[touchpoint_id] is not null then concat('touchpoint_id: ', l.[touchpoint_id]) end, case when l.[channel_id] is not null then concat('channel_id: ', l.[channel_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[employee_id] is not null then concat('employee_id: ', l.[employee_id]) end, case when l.[product_id] is not null then concat('product_id: ', l.[product_id]) end, case when l.[score] is not null then concat('score: ', l.[score]) end, case when l.[rating_max] is not null then concat('rating_max: ', l.[rating_max]) end, case when l.[weight] is not null then concat('weight: ', l.[weight]) end, case when l.[comment] is not null then concat('comment: ', l.[comment]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[company_segment] is not null then concat('company_segment: ', l.[company_segment]) end, case when l.[contact_role] is not null then concat('contact_role: ', l.[contact_role]) end, case when l.[responded_at] is not null then concat('responded_at: ', l.[responded_at]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, case when l.[deleted] is not null then concat('deleted: ', l.[deleted]) end, cast(null as varchar(4)))
from [staging].[temporary_load_response] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [responded_at] is null then 'responded_at is missing' when case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end is null then concat('responded_at: "', [responded_at], '" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], nullif(ltrim(rtrim([invitation_id])), '') as [invitation_id], nullif(ltrim(rtrim([campaign_id])), '') as [campaign_id], nullif(ltrim(rtrim([touchpoint_id])), '') as [touchpoint_id], nullif(ltrim(rtrim([channel_id])), '') as [channel_id], nullif(ltrim(rtrim([contact_id])), '') as [contact_id], nullif(ltrim(rtrim([company_id])), '') as [company_id], nullif(ltrim(rtrim([business_unit_id])), '') as [business_unit_id], nullif(ltrim(rtrim([employee_id])), '') as [employee_id], nullif(ltrim(rtrim([product_id])), '') as [product_id], [score] as [score], [rating_max] as [rating_max], [weight] as [weight], [comment] as [comment], [language] as [language], [company_segment] as [company_segment], case lower(ltrim(rtrim([contact_role]))) when 'daily user' then 'daily user' when 'decision maker' then 'decision maker' when 'buyer' then 'buyer' when 'operations' then 'operations' end as [contact_role], case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end as [responded_at], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at], [deleted] as [deleted]
into [staging].[temporary_good]
from [staging].[temporary_load_response] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [responded_at] is null then 'responded_at is missing' when case when [responded_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [responded_at] end is null then concat('responded_at: "', [responded_at], '" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'response', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[invitation_id] is not null then concat('invitation_id: ', l.[invitation_id]) end, case when l.[campaign_id] is not null then concat('campaign_id: ', l.[campaign_id]) end, case when l.[touchpoint_id] is not null then concat('touchpoint_id: ', l.[touchpoint_id]) end, case when l.[channel_id] is not null then concat('channel_id: ', l.[channel_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[employee_id] is not null then concat('employee_id: ', l.[employee_id]) end, case when l.[product_id] is not null then concat('product_id: ', l.[product_id]) end, case when l.[score] is not null then concat('score: ', l.[score]) end, case when l.[rating_max] is not null then concat('rating_max: ', l.[rating_max]) end, case when l.[weight] is not null then concat('weight: ', l.[weight]) end, case when l.[comment] is not null then concat('comment: ', l.[comment]) end, case when l.[language] is not null then concat('language: ', l.[language]) end, case when l.[company_segment] is not null then concat('company_segment: ', l.[company_segment]) end, case when l.[contact_role] is not null then concat('contact_role: ', l.[contact_role]) end, case when l.[responded_at] is not null then concat('responded_at: ', l.[responded_at]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, case when l.[deleted] is not null then concat('deleted: ', l.[deleted]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[response] ([id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted])
select [id], [invitation_id], [campaign_id], [touchpoint_id], [channel_id], [contact_id], [company_id], [business_unit_id], [employee_id], [product_id], [score], [rating_max], [weight], [comment], [language], [company_segment], [contact_role], [responded_at], [modified_at], [deleted]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1 and coalesce([deleted], 0) = 0;
drop table [staging].[temporary_load_response];
drop table [staging].[temporary_good];
go

-- Read response_category
drop table if exists [staging].[temporary_load_response_category];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[response_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [response_id], cast([source].[category] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [category], cast([source].[sentiment] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [sentiment]
into [staging].[temporary_load_response_category]
from (
select [response_id], [category], [sentiment] from [survey].[response_category]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'response_category', concat_ws('|', [response_id], [category], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[response_id] is not null then concat('response_id: ', l.[response_id]) end, case when l.[category] is not null then concat('category: ', l.[category]) end, case when l.[sentiment] is not null then concat('sentiment: ', l.[sentiment]) end, cast(null as varchar(4)))
from [staging].[temporary_load_response_category] as l cross apply (select case when [response_id] is null then 'response_id is missing' when nullif(ltrim(rtrim([response_id])), '') is null then concat('response_id: "', [response_id], '" is not a text') when [category] is null then 'category is missing' when nullif(ltrim(rtrim([category])), '') is null then concat('category: "', [category], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([response_id])), '') as [response_id], nullif(ltrim(rtrim([category])), '') as [category], case lower(ltrim(rtrim([sentiment]))) when 'negative' then 'negative' when 'neutral' then 'neutral' when 'positive' then 'positive' end as [sentiment]
into [staging].[temporary_good]
from [staging].[temporary_load_response_category] where (case when [response_id] is null then 'response_id is missing' when nullif(ltrim(rtrim([response_id])), '') is null then concat('response_id: "', [response_id], '" is not a text') when [category] is null then 'category is missing' when nullif(ltrim(rtrim([category])), '') is null then concat('category: "', [category], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'response_category', concat_ws('|', [response_id], [category], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[response_id] is not null then concat('response_id: ', l.[response_id]) end, case when l.[category] is not null then concat('category: ', l.[category]) end, case when l.[sentiment] is not null then concat('sentiment: ', l.[sentiment]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [response_id], [category] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[response_category] ([response_id], [category], [sentiment])
select [response_id], [category], [sentiment]
from (select *, row_number() over (partition by [response_id], [category] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_response_category];
drop table [staging].[temporary_good];
go

-- Read follow_up
drop table if exists [staging].[temporary_load_follow_up];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[response_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [response_id], cast([source].[rule] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [rule], cast([source].[owner_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [owner_id], cast([source].[status] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [status], cast(switchoffset(cast([source].[opened_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [opened_at], cast(switchoffset(cast([source].[first_action_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [first_action_at], cast(switchoffset(cast([source].[due_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [due_at], cast(switchoffset(cast([source].[closed_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [closed_at], cast([source].[outcome] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [outcome], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into [staging].[temporary_load_follow_up]
from (
select [id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at] from [survey].[follow_up]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'follow_up', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[response_id] is not null then concat('response_id: ', l.[response_id]) end, case when l.[rule] is not null then concat('rule: ', l.[rule]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[status] is not null then concat('status: ', l.[status]) end, case when l.[opened_at] is not null then concat('opened_at: ', l.[opened_at]) end, case when l.[first_action_at] is not null then concat('first_action_at: ', l.[first_action_at]) end, case when l.[due_at] is not null then concat('due_at: ', l.[due_at]) end, case when l.[closed_at] is not null then concat('closed_at: ', l.[closed_at]) end, case when l.[outcome] is not null then concat('outcome: ', l.[outcome]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from [staging].[temporary_load_follow_up] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [status] is null then 'status is missing' when case lower(ltrim(rtrim([status]))) when 'open' then 'open' when 'in progress' then 'in progress' when 'closed' then 'closed' end is null then concat('status: "', [status], '" is not one of open, in progress, closed') when [opened_at] is null then 'opened_at is missing' when case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end is null then concat('opened_at: "', [opened_at], '" is not a time between 1990 and 2100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], nullif(ltrim(rtrim([response_id])), '') as [response_id], [rule] as [rule], nullif(ltrim(rtrim([owner_id])), '') as [owner_id], case lower(ltrim(rtrim([status]))) when 'open' then 'open' when 'in progress' then 'in progress' when 'closed' then 'closed' end as [status], case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end as [opened_at], case when [first_action_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [first_action_at] end as [first_action_at], case when [due_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [due_at] end as [due_at], case when [closed_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [closed_at] end as [closed_at], [outcome] as [outcome], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into [staging].[temporary_good]
from [staging].[temporary_load_follow_up] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [status] is null then 'status is missing' when case lower(ltrim(rtrim([status]))) when 'open' then 'open' when 'in progress' then 'in progress' when 'closed' then 'closed' end is null then concat('status: "', [status], '" is not one of open, in progress, closed') when [opened_at] is null then 'opened_at is missing' when case when [opened_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [opened_at] end is null then concat('opened_at: "', [opened_at], '" is not a time between 1990 and 2100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'follow_up', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[response_id] is not null then concat('response_id: ', l.[response_id]) end, case when l.[rule] is not null then concat('rule: ', l.[rule]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[status] is not null then concat('status: ', l.[status]) end, case when l.[opened_at] is not null then concat('opened_at: ', l.[opened_at]) end, case when l.[first_action_at] is not null then concat('first_action_at: ', l.[first_action_at]) end, case when l.[due_at] is not null then concat('due_at: ', l.[due_at]) end, case when l.[closed_at] is not null then concat('closed_at: ', l.[closed_at]) end, case when l.[outcome] is not null then concat('outcome: ', l.[outcome]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[follow_up] ([id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at])
select [id], [response_id], [rule], [owner_id], [status], [opened_at], [first_action_at], [due_at], [closed_at], [outcome], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_follow_up];
drop table [staging].[temporary_good];
go

-- Read goal
drop table if exists [staging].[temporary_load_goal];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[business_unit_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [business_unit_id], cast([source].[survey_class] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [survey_class], cast([source].[month] as date) as [month], cast([source].[goal_nps] as float) as [goal_nps]
into [staging].[temporary_load_goal]
from (
select [business_unit_id], [survey_class], [month], [goal_nps] from [survey].[goal]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'goal', concat_ws('|', [business_unit_id], [survey_class], [month], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[survey_class] is not null then concat('survey_class: ', l.[survey_class]) end, case when l.[month] is not null then concat('month: ', l.[month]) end, case when l.[goal_nps] is not null then concat('goal_nps: ', l.[goal_nps]) end, cast(null as varchar(4)))
from [staging].[temporary_load_goal] as l cross apply (select case when [survey_class] is null then 'survey_class is missing' when case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end is null then concat('survey_class: "', [survey_class], '" is not one of relational, transactional, experience') when [month] is null then 'month is missing' when case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end is null then concat('month: "', [month], '" is not a time between 1990 and 2100') when [goal_nps] is null then 'goal_nps is missing' when case when [goal_nps] between -100 and 100 then [goal_nps] end is null then concat('goal_nps: "', [goal_nps], '" is not a number from -100 to 100') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([business_unit_id])), '') as [business_unit_id], case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end as [survey_class], case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end as [month], case when [goal_nps] between -100 and 100 then [goal_nps] end as [goal_nps]
into [staging].[temporary_good]
from [staging].[temporary_load_goal] where (case when [survey_class] is null then 'survey_class is missing' when case lower(ltrim(rtrim([survey_class]))) when 'relational' then 'relational' when 'transactional' then 'transactional' when 'experience' then 'experience' end is null then concat('survey_class: "', [survey_class], '" is not one of relational, transactional, experience') when [month] is null then 'month is missing' when case when [month] between '19900101' and '21000101' then datefromparts(year([month]), month([month]), 1) end is null then concat('month: "', [month], '" is not a time between 1990 and 2100') when [goal_nps] is null then 'goal_nps is missing' when case when [goal_nps] between -100 and 100 then [goal_nps] end is null then concat('goal_nps: "', [goal_nps], '" is not a number from -100 to 100') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'goal', concat_ws('|', [business_unit_id], [survey_class], [month], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[business_unit_id] is not null then concat('business_unit_id: ', l.[business_unit_id]) end, case when l.[survey_class] is not null then concat('survey_class: ', l.[survey_class]) end, case when l.[month] is not null then concat('month: ', l.[month]) end, case when l.[goal_nps] is not null then concat('goal_nps: ', l.[goal_nps]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [business_unit_id], [survey_class], [month] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[goal] ([business_unit_id], [survey_class], [month], [goal_nps])
select [business_unit_id], [survey_class], [month], [goal_nps]
from (select *, row_number() over (partition by [business_unit_id], [survey_class], [month] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_goal];
drop table [staging].[temporary_good];
go

-- Read benchmark
drop table if exists [staging].[temporary_load_benchmark];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[industry] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [industry], cast([source].[metric] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [metric], cast([source].[period] as date) as [period], cast([source].[value] as float) as [value], cast([source].[source] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [source]
into [staging].[temporary_load_benchmark]
from (
select [industry], [metric], [period], [value], [source] from [survey].[benchmark]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'benchmark', concat_ws('|', [industry], [metric], [period], [source], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[industry] is not null then concat('industry: ', l.[industry]) end, case when l.[metric] is not null then concat('metric: ', l.[metric]) end, case when l.[period] is not null then concat('period: ', l.[period]) end, case when l.[value] is not null then concat('value: ', l.[value]) end, case when l.[source] is not null then concat('source: ', l.[source]) end, cast(null as varchar(4)))
from [staging].[temporary_load_benchmark] as l cross apply (select case when [industry] is null then 'industry is missing' when nullif(ltrim(rtrim([industry])), '') is null then concat('industry: "', [industry], '" is not a text') when [metric] is null then 'metric is missing' when case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end is null then concat('metric: "', [metric], '" is not one of NPS, CSAT, CES, experience') when [period] is null then 'period is missing' when case when [period] between '19900101' and '21000101' then [period] end is null then concat('period: "', [period], '" is not a time between 1990 and 2100') when [value] is null then 'value is missing' when [value] is null then concat('value: "', [value], '" is not a number') when [source] is null then 'source is missing' when nullif(ltrim(rtrim([source])), '') is null then concat('source: "', [source], '" is not a text') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([industry])), '') as [industry], case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end as [metric], case when [period] between '19900101' and '21000101' then [period] end as [period], [value] as [value], nullif(ltrim(rtrim([source])), '') as [source]
into [staging].[temporary_good]
from [staging].[temporary_load_benchmark] where (case when [industry] is null then 'industry is missing' when nullif(ltrim(rtrim([industry])), '') is null then concat('industry: "', [industry], '" is not a text') when [metric] is null then 'metric is missing' when case lower(ltrim(rtrim([metric]))) when 'nps' then 'NPS' when 'csat' then 'CSAT' when 'ces' then 'CES' when 'experience' then 'experience' end is null then concat('metric: "', [metric], '" is not one of NPS, CSAT, CES, experience') when [period] is null then 'period is missing' when case when [period] between '19900101' and '21000101' then [period] end is null then concat('period: "', [period], '" is not a time between 1990 and 2100') when [value] is null then 'value is missing' when [value] is null then concat('value: "', [value], '" is not a number') when [source] is null then 'source is missing' when nullif(ltrim(rtrim([source])), '') is null then concat('source: "', [source], '" is not a text') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'benchmark', concat_ws('|', [industry], [metric], [period], [source], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[industry] is not null then concat('industry: ', l.[industry]) end, case when l.[metric] is not null then concat('metric: ', l.[metric]) end, case when l.[period] is not null then concat('period: ', l.[period]) end, case when l.[value] is not null then concat('value: ', l.[value]) end, case when l.[source] is not null then concat('source: ', l.[source]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [industry], [metric], [period], [source] order by [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[benchmark] ([industry], [metric], [period], [value], [source])
select [industry], [metric], [period], [value], [source]
from (select *, row_number() over (partition by [industry], [metric], [period], [source] order by [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_benchmark];
drop table [staging].[temporary_good];
go

-- Read opportunity
drop table if exists [staging].[temporary_load_opportunity];
drop table if exists [staging].[temporary_good];
select row_number() over (order by (select null)) as [load_row], cast([source].[id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [id], cast([source].[company_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [company_id], cast([source].[contact_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [contact_id], cast([source].[owner_id] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [owner_id], cast([source].[stage] as varchar(max)) collate Latin1_General_100_BIN2_UTF8 as [stage], cast([source].[probability] as float) as [probability], cast([source].[amount] as decimal(18, 2)) as [amount], cast([source].[expected_close] as date) as [expected_close], cast([source].[outcome] as varchar(8000)) collate Latin1_General_100_BIN2_UTF8 as [outcome], cast(switchoffset(cast([source].[modified_at] as datetimeoffset(3)), '+00:00') as datetime2(3)) as [modified_at]
into [staging].[temporary_load_opportunity]
from (
select [id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at] from [survey].[opportunity]
) as [source];
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'opportunity', concat_ws('|', [id], cast(null as varchar(4))), p.[problem], concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[stage] is not null then concat('stage: ', l.[stage]) end, case when l.[probability] is not null then concat('probability: ', l.[probability]) end, case when l.[amount] is not null then concat('amount: ', l.[amount]) end, case when l.[expected_close] is not null then concat('expected_close: ', l.[expected_close]) end, case when l.[outcome] is not null then concat('outcome: ', l.[outcome]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from [staging].[temporary_load_opportunity] as l cross apply (select case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [outcome] is null then 'outcome is missing' when case lower(ltrim(rtrim([outcome]))) when 'open' then 'open' when 'won' then 'won' when 'lost' then 'lost' end is null then concat('outcome: "', [outcome], '" is not one of open, won, lost') end as [problem]) as p
where p.[problem] is not null;
select [load_row], nullif(ltrim(rtrim([id])), '') as [id], nullif(ltrim(rtrim([company_id])), '') as [company_id], nullif(ltrim(rtrim([contact_id])), '') as [contact_id], nullif(ltrim(rtrim([owner_id])), '') as [owner_id], [stage] as [stage], case when [probability] between 0 and 1 then [probability] end as [probability], [amount] as [amount], case when [expected_close] between '19900101' and '21000101' then [expected_close] end as [expected_close], case lower(ltrim(rtrim([outcome]))) when 'open' then 'open' when 'won' then 'won' when 'lost' then 'lost' end as [outcome], case when [modified_at] between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then [modified_at] end as [modified_at]
into [staging].[temporary_good]
from [staging].[temporary_load_opportunity] where (case when [id] is null then 'id is missing' when nullif(ltrim(rtrim([id])), '') is null then concat('id: "', [id], '" is not a text') when [outcome] is null then 'outcome is missing' when case lower(ltrim(rtrim([outcome]))) when 'open' then 'open' when 'won' then 'won' when 'lost' then 'lost' end is null then concat('outcome: "', [outcome], '" is not one of open, won, lost') end) is null;
insert into [state].[quarantine] ([entity], [id], [reason], [row])
select 'opportunity', concat_ws('|', [id], cast(null as varchar(4))), 'repeats the key of a newer row', concat_ws(', ', case when l.[id] is not null then concat('id: ', l.[id]) end, case when l.[company_id] is not null then concat('company_id: ', l.[company_id]) end, case when l.[contact_id] is not null then concat('contact_id: ', l.[contact_id]) end, case when l.[owner_id] is not null then concat('owner_id: ', l.[owner_id]) end, case when l.[stage] is not null then concat('stage: ', l.[stage]) end, case when l.[probability] is not null then concat('probability: ', l.[probability]) end, case when l.[amount] is not null then concat('amount: ', l.[amount]) end, case when l.[expected_close] is not null then concat('expected_close: ', l.[expected_close]) end, case when l.[outcome] is not null then concat('outcome: ', l.[outcome]) end, case when l.[modified_at] is not null then concat('modified_at: ', l.[modified_at]) end, cast(null as varchar(4)))
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as l
where l.[place] > 1;
insert into [staging].[opportunity] ([id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at])
select [id], [company_id], [contact_id], [owner_id], [stage], [probability], [amount], [expected_close], [outcome], [modified_at]
from (select *, row_number() over (partition by [id] order by [modified_at] desc, [load_row] desc) as [place] from [staging].[temporary_good]) as g
where g.[place] = 1;
drop table [staging].[temporary_load_opportunity];
drop table [staging].[temporary_good];
go

-- Keys of campaign
set xact_abort on;
begin transaction;
insert into [keys].[campaign] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'campaign') + row_number() over (order by s.[id])
from (
select [id] from [staging].[campaign]
union
select [campaign_id] as [id] from [staging].[invitation]
union
select [campaign_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[campaign] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[campaign])
where [name] = 'campaign' and [high] < (select max([key]) from [keys].[campaign]);
commit transaction;
go

-- Keys of touchpoint
set xact_abort on;
begin transaction;
insert into [keys].[touchpoint] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'touchpoint') + row_number() over (order by s.[id])
from (
select [id] from [staging].[touchpoint]
union
select [touchpoint_id] as [id] from [staging].[invitation]
union
select [touchpoint_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[touchpoint] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[touchpoint])
where [name] = 'touchpoint' and [high] < (select max([key]) from [keys].[touchpoint]);
commit transaction;
go

-- Keys of channel
set xact_abort on;
begin transaction;
insert into [keys].[channel] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'channel') + row_number() over (order by s.[id])
from (
select [id] from [staging].[channel]
union
select [channel_id] as [id] from [staging].[invitation]
union
select [channel_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[channel] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[channel])
where [name] = 'channel' and [high] < (select max([key]) from [keys].[channel]);
commit transaction;
go

-- Keys of business_unit
set xact_abort on;
begin transaction;
insert into [keys].[business_unit] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'business_unit') + row_number() over (order by s.[id])
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
where [name] = 'business_unit' and [high] < (select max([key]) from [keys].[business_unit]);
commit transaction;
go

-- Keys of company
set xact_abort on;
begin transaction;
insert into [keys].[company] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'company') + row_number() over (order by s.[id])
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
where [name] = 'company' and [high] < (select max([key]) from [keys].[company]);
commit transaction;
go

-- Keys of contact
set xact_abort on;
begin transaction;
insert into [keys].[contact] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'contact') + row_number() over (order by s.[id])
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
where [name] = 'contact' and [high] < (select max([key]) from [keys].[contact]);
commit transaction;
go

-- Keys of employee
set xact_abort on;
begin transaction;
insert into [keys].[employee] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'employee') + row_number() over (order by s.[id])
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
where [name] = 'employee' and [high] < (select max([key]) from [keys].[employee]);
commit transaction;
go

-- Keys of product
set xact_abort on;
begin transaction;
insert into [keys].[product] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'product') + row_number() over (order by s.[id])
from (
select [id] from [staging].[product]
union
select [product_id] as [id] from [staging].[invitation]
union
select [product_id] as [id] from [staging].[response]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[product] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[product])
where [name] = 'product' and [high] < (select max([key]) from [keys].[product]);
commit transaction;
go

-- Keys of category
set xact_abort on;
begin transaction;
insert into [keys].[category] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'category') + row_number() over (order by s.[id])
from (
select distinct [category] as [id] from [staging].[response_category]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[category] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[category])
where [name] = 'category' and [high] < (select max([key]) from [keys].[category]);
commit transaction;
go

-- Keys of response
set xact_abort on;
begin transaction;
insert into [keys].[response] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'response') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([responded_at]) as [happened] from [staging].[response] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[response] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[response])
where [name] = 'response' and [high] < (select max([key]) from [keys].[response]);
commit transaction;
go

-- Keys of invitation
set xact_abort on;
begin transaction;
insert into [keys].[invitation] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'invitation') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([sent_at]) as [happened] from [staging].[invitation] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[invitation] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[invitation])
where [name] = 'invitation' and [high] < (select max([key]) from [keys].[invitation]);
commit transaction;
go

-- Keys of follow_up
set xact_abort on;
begin transaction;
insert into [keys].[follow_up] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'follow_up') + row_number() over (order by s.[happened], s.[id])
from (
select [id], min([opened_at]) as [happened] from [staging].[follow_up] group by [id]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[follow_up] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[follow_up])
where [name] = 'follow_up' and [high] < (select max([key]) from [keys].[follow_up]);
commit transaction;
go

-- Keys of goal
set xact_abort on;
begin transaction;
insert into [keys].[goal] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'goal') + row_number() over (order by s.[id])
from (
select concat(coalesce([business_unit_id], ''), '|', [survey_class], '|', convert(char(8), [month], 112)) as [id] from [staging].[goal]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[goal] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[goal])
where [name] = 'goal' and [high] < (select max([key]) from [keys].[goal]);
commit transaction;
go

-- Keys of benchmark
set xact_abort on;
begin transaction;
insert into [keys].[benchmark] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'benchmark') + row_number() over (order by s.[id])
from (
select concat([industry], '|', [metric], '|', convert(char(8), [period], 112), '|', [source]) as [id] from [staging].[benchmark]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[benchmark] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[benchmark])
where [name] = 'benchmark' and [high] < (select max([key]) from [keys].[benchmark]);
commit transaction;
go

-- Keys of opportunity
set xact_abort on;
begin transaction;
insert into [keys].[opportunity] ([id], [key])
select s.[id], (select [high] from [state].[key_high] where [name] = 'opportunity') + row_number() over (order by s.[id])
from (
select [id] from [staging].[opportunity]
) as s
where s.[id] is not null and not exists (select 1 from [keys].[opportunity] as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from [keys].[opportunity])
where [name] = 'opportunity' and [high] < (select max([key]) from [keys].[opportunity]);
commit transaction;
go

-- History of company segment
set xact_abort on;
begin transaction;
drop table if exists [staging].[temporary_changed];
select m.[id], m.[segment] as [value],
  case when coalesce(m.[modified_at], sysutcdatetime()) > dateadd(millisecond, 1, h.[valid_from])
    then coalesce(m.[modified_at], sysutcdatetime()) else dateadd(millisecond, 1, h.[valid_from]) end as [changed_at]
into [staging].[temporary_changed]
from [staging].[company] as m join [history].[company_segment] as h on h.[id] = m.[id] and h.[valid_to] is null
where exists (select h.[value] except select m.[segment]);
update h set h.[valid_to] = c.[changed_at]
from [history].[company_segment] as h join [staging].[temporary_changed] as c on c.[id] = h.[id] where h.[valid_to] is null;
insert into [history].[company_segment] ([id], [value], [valid_from], [valid_to])
select [id], [value], [changed_at], null from [staging].[temporary_changed];
drop table [staging].[temporary_changed];
insert into [history].[company_segment] ([id], [value], [valid_from], [valid_to])
select m.[id], m.[segment], '19000101', null from [staging].[company] as m
where not exists (select 1 from [history].[company_segment] as h where h.[id] = m.[id]);
commit transaction;
go

-- History of contact role
set xact_abort on;
begin transaction;
drop table if exists [staging].[temporary_changed];
select m.[id], m.[role] as [value],
  case when coalesce(m.[modified_at], sysutcdatetime()) > dateadd(millisecond, 1, h.[valid_from])
    then coalesce(m.[modified_at], sysutcdatetime()) else dateadd(millisecond, 1, h.[valid_from]) end as [changed_at]
into [staging].[temporary_changed]
from [staging].[contact] as m join [history].[contact_role] as h on h.[id] = m.[id] and h.[valid_to] is null
where exists (select h.[value] except select m.[role]);
update h set h.[valid_to] = c.[changed_at]
from [history].[contact_role] as h join [staging].[temporary_changed] as c on c.[id] = h.[id] where h.[valid_to] is null;
insert into [history].[contact_role] ([id], [value], [valid_from], [valid_to])
select [id], [value], [changed_at], null from [staging].[temporary_changed];
drop table [staging].[temporary_changed];
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
  [Quarter] varchar(8000) not null,
  [QuarterSort] int not null,
  [QuarterNumber] int not null,
  [MonthStart] date not null,
  [MonthSort] int not null,
  [MonthNumber] int not null,
  [MonthNameEn] varchar(8000) not null,
  [MonthNameDa] varchar(8000) not null,
  [MonthLabelEn] varchar(8000) not null,
  [MonthLabelDa] varchar(8000) not null,
  [IsoYear] int not null,
  [IsoWeek] int not null,
  [IsoYearWeek] varchar(8000) not null,
  [DayOfMonth] int not null,
  [DayOfWeek] int not null,
  [DayNameEn] varchar(8000) not null,
  [DayNameDa] varchar(8000) not null,
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
  [CampaignId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [CampaignName] varchar(8000) not null,
  [SurveyClass] varchar(8000) null,
  [SurveyClassDa] varchar(8000) null,
  [NpsType] varchar(8000) null,
  [Metric] varchar(8000) null,
  [CampaignLanguage] varchar(8000) null,
  [CampaignBusinessUnit] varchar(8000) null,
  [QuestionDetractors] varchar(max) null,
  [QuestionPassives] varchar(max) null,
  [QuestionPromoters] varchar(max) null,
  [ActiveFrom] date null,
  [ActiveTo] date null
);
go

-- Table DimTouchpoint
drop table if exists [star_kept].[DimTouchpoint_next];
create table [star_kept].[DimTouchpoint_next] (
  [TouchpointKey] int not null,
  [TouchpointId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [TouchpointName] varchar(8000) not null,
  [TouchpointSort] int not null,
  [Journey] varchar(8000) null,
  [StageOrder] int null,
  [Phase] varchar(8000) null,
  [IsOffPath] bit not null
);
go

-- Table DimChannel
drop table if exists [star_kept].[DimChannel_next];
create table [star_kept].[DimChannel_next] (
  [ChannelKey] int not null,
  [ChannelId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [ChannelName] varchar(8000) not null
);
go

-- Table DimBusinessUnit
drop table if exists [star_kept].[DimBusinessUnit_next];
create table [star_kept].[DimBusinessUnit_next] (
  [BusinessUnitKey] int not null,
  [BusinessUnitId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [BusinessUnitName] varchar(8000) not null,
  [Department] varchar(8000) null,
  [Region] varchar(8000) null,
  [Country] varchar(8000) null,
  [ParentBusinessUnitName] varchar(8000) null,
  [BusinessUnitPath] varchar(8000) null
);
go

-- Table DimCompany
drop table if exists [star_kept].[DimCompany_next];
create table [star_kept].[DimCompany_next] (
  [CompanyKey] int not null,
  [CompanyId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [CompanyName] varchar(8000) not null,
  [Industry] varchar(8000) null,
  [Segment] varchar(8000) null,
  [CompanyCountry] varchar(8000) null,
  [OwnerName] varchar(8000) null,
  [YearlyValue] decimal(18, 2) null,
  [ChurnedOn] date null,
  [IsChurned] bit not null
);
go

-- Table DimContact
drop table if exists [star_kept].[DimContact_next];
create table [star_kept].[DimContact_next] (
  [ContactKey] int not null,
  [ContactId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [ContactName] varchar(8000) null,
  [ContactLabel] varchar(8000) null,
  [Email] varchar(8000) null,
  [ContactRole] varchar(8000) null,
  [ContactRoleDa] varchar(8000) null,
  [ContactLanguage] varchar(8000) null,
  [ContactCompanyName] varchar(8000) null
);
go

-- Table DimEmployee
drop table if exists [star_kept].[DimEmployee_next];
create table [star_kept].[DimEmployee_next] (
  [EmployeeKey] int not null,
  [EmployeeId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [EmployeeName] varchar(8000) null,
  [Team] varchar(8000) null,
  [EmployeeBusinessUnit] varchar(8000) null
);
go

-- Table DimProduct
drop table if exists [star_kept].[DimProduct_next];
create table [star_kept].[DimProduct_next] (
  [ProductKey] int not null,
  [ProductId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [ProductName] varchar(8000) not null,
  [ProductGroup] varchar(8000) null
);
go

-- Table DimCategory
drop table if exists [star_kept].[DimCategory_next];
create table [star_kept].[DimCategory_next] (
  [CategoryKey] int not null,
  [CategoryId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [CategoryName] varchar(8000) not null
);
go

-- Table DimScore
drop table if exists [star_kept].[DimScore_next];
create table [star_kept].[DimScore_next] (
  [ScoreKey] int not null,
  [ScoreValue] int null,
  [NpsGroup] varchar(8000) not null,
  [NpsGroupDa] varchar(8000) not null,
  [NpsGroupOrder] int not null,
  [GroupColour] varchar(8000) not null
);
go

-- Table FactResponse
drop table if exists [star_kept].[FactResponse_next];
create table [star_kept].[FactResponse_next] (
  [ResponseKey] bigint not null,
  [ResponseId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
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
  [InvitationId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [RespondedAt] datetime2(3) not null,
  [Score] int null,
  [Rating] float null,
  [RatingMax] float null,
  [IsRated] bit not null,
  [ExclusionReason] varchar(8000) null,
  [ExclusionReasonDa] varchar(8000) null,
  [ScoreAsGiven] varchar(max) null,
  [Weight] float not null,
  [Comment] varchar(max) null,
  [ResponseLanguage] varchar(8000) null,
  [ResponseMinutes] float null,
  [IsLatestOfContact] bit not null,
  [PreviousScore] int null,
  [IsRecovered] bit not null,
  [CompanySegmentThen] varchar(8000) null,
  [ContactRoleThen] varchar(8000) null,
  [ContactRoleThenDa] varchar(8000) null,
  [ModifiedAt] datetime2(3) not null
);
go

-- Table FactInvitation
drop table if exists [star_kept].[FactInvitation_next];
create table [star_kept].[FactInvitation_next] (
  [InvitationKey] bigint not null,
  [InvitationId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
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
  [FollowUpId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [ResponseId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
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
  [FollowUpRule] varchar(8000) null,
  [FollowUpStatus] varchar(8000) not null,
  [FollowUpStatusDa] varchar(8000) not null,
  [Outcome] varchar(8000) null,
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
  [SurveyClass] varchar(8000) not null,
  [MonthDateKey] int not null,
  [GoalNps] float not null
);
go

-- Table FactBenchmark
drop table if exists [star_kept].[FactBenchmark_next];
create table [star_kept].[FactBenchmark_next] (
  [BenchmarkKey] bigint not null,
  [BenchmarkIndustry] varchar(8000) not null,
  [BenchmarkMetric] varchar(8000) not null,
  [PeriodDateKey] int not null,
  [BenchmarkValue] float not null,
  [BenchmarkSource] varchar(8000) not null
);
go

-- Table FactOpportunity
drop table if exists [star_kept].[FactOpportunity_next];
create table [star_kept].[FactOpportunity_next] (
  [OpportunityKey] bigint not null,
  [OpportunityId] varchar(1600) collate Latin1_General_100_BIN2_UTF8 null,
  [BusinessUnitKey] int not null,
  [CompanyKey] int not null,
  [ContactKey] int not null,
  [EmployeeKey] int not null,
  [ExpectedCloseDateKey] int null,
  [Stage] varchar(8000) null,
  [Probability] float null,
  [Amount] decimal(18, 2) null,
  [WeightedAmount] decimal(18, 2) null,
  [OpportunityOutcome] varchar(8000) not null
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
  [ReconciliationStatus] varchar(8000) not null,
  [ReconciliationStatusDa] varchar(8000) not null,
  [ReconciliationReason] varchar(8000) not null,
  [ReconciliationReasonDa] varchar(8000) not null
);
go

-- Table BridgeResponseCategory
drop table if exists [star_kept].[BridgeResponseCategory_next];
create table [star_kept].[BridgeResponseCategory_next] (
  [ResponseKey] bigint not null,
  [CategoryKey] int not null,
  [Sentiment] varchar(8000) null
);
go

-- Fill DimCampaign
insert into [star_kept].[DimCampaign_next] ([CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo])
select [CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo] from (
select "k"."key" as "CampaignKey", nullif("k"."id", '') as "CampaignId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "CampaignName", "m"."survey_class" as "SurveyClass", case "m"."survey_class" when 'relational' then 'relationel' when 'transactional' then 'transaktionel' when 'experience' then 'oplevelse' end as "SurveyClassDa", "m"."nps_type" as "NpsType", "m"."metric" as "Metric", "m"."language" as "CampaignLanguage", coalesce("u"."name", "m"."business_unit_id") as "CampaignBusinessUnit", "m"."question_detractors" as "QuestionDetractors", "m"."question_passives" as "QuestionPassives", "m"."question_promoters" as "QuestionPromoters", "m"."active_from" as "ActiveFrom", "m"."active_to" as "ActiveTo" from "keys"."campaign" as "k" left join "staging"."campaign" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "u" on "u"."id" = "m"."business_unit_id"
) as [built];
go

-- Fill DimTouchpoint
insert into [star_kept].[DimTouchpoint_next] ([TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath])
select [TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath] from (
select "k"."key" as "TouchpointKey", nullif("k"."id", '') as "TouchpointId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "TouchpointName", cast(row_number() over(order by coalesce("m"."journey", ''), coalesce("m"."stage_order", 1000000), coalesce("m"."name", "k"."id"), "k"."id") as int) as "TouchpointSort", "m"."journey" as "Journey", "m"."stage_order" as "StageOrder", "m"."phase" as "Phase", cast(case when "m"."off_path" = 1 then 1 else 0 end as bit) as "IsOffPath" from "keys"."touchpoint" as "k" left join "staging"."touchpoint" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimChannel
insert into [star_kept].[DimChannel_next] ([ChannelKey], [ChannelId], [ChannelName])
select [ChannelKey], [ChannelId], [ChannelName] from (
select "k"."key" as "ChannelKey", nullif("k"."id", '') as "ChannelId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "ChannelName" from "keys"."channel" as "k" left join "staging"."channel" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimBusinessUnit
insert into [star_kept].[DimBusinessUnit_next] ([BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath])
select [BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath] from (
select "k"."key" as "BusinessUnitKey", nullif("k"."id", '') as "BusinessUnitId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "BusinessUnitName", "m"."department" as "Department", "m"."region" as "Region", "m"."country" as "Country", coalesce("p1"."name", "m"."parent_id") as "ParentBusinessUnitName", concat_ws(' / ', "p5"."name", "p4"."name", "p3"."name", "p2"."name", coalesce("p1"."name", "m"."parent_id"), coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”')) as "BusinessUnitPath" from "keys"."business_unit" as "k" left join "staging"."business_unit" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "p1" on "p1"."id" = "m"."parent_id" left join "staging"."business_unit" as "p2" on "p2"."id" = "p1"."parent_id" left join "staging"."business_unit" as "p3" on "p3"."id" = "p2"."parent_id" left join "staging"."business_unit" as "p4" on "p4"."id" = "p3"."parent_id" left join "staging"."business_unit" as "p5" on "p5"."id" = "p4"."parent_id"
) as [built];
go

-- Fill DimCompany
insert into [star_kept].[DimCompany_next] ([CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned])
select [CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned] from (
select "k"."key" as "CompanyKey", nullif("k"."id", '') as "CompanyId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "CompanyName", "m"."industry" as "Industry", "m"."segment" as "Segment", "m"."country" as "CompanyCountry", coalesce("e"."name", "m"."owner_id") as "OwnerName", cast("m"."yearly_value" as decimal(18, 2)) as "YearlyValue", "m"."churned_on" as "ChurnedOn", cast(case when "m"."churned_on" is not null then 1 else 0 end as bit) as "IsChurned" from "keys"."company" as "k" left join "staging"."company" as "m" on "m"."id" = "k"."id" left join "staging"."employee" as "e" on "e"."id" = "m"."owner_id"
) as [built];
go

-- Fill DimContact
insert into [star_kept].[DimContact_next] ([ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName])
select [ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName] from (
select "k"."key" as "ContactKey", nullif("k"."id", '') as "ContactId", "m"."name" as "ContactName", case when "k"."key" <> 0 then concat_ws(' / ', coalesce(nullif(ltrim(rtrim("m"."name")), ''), "k"."id"), coalesce("c"."name", "m"."company_id"), cast("k"."key" as varchar(1600))) end as "ContactLabel", "m"."email" as "Email", "m"."role" as "ContactRole", case "m"."role" when 'daily user' then 'daglig bruger' when 'decision maker' then 'beslutningstager' when 'buyer' then 'indkøber' when 'operations' then 'drift' end as "ContactRoleDa", "m"."language" as "ContactLanguage", coalesce("c"."name", "m"."company_id") as "ContactCompanyName" from "keys"."contact" as "k" left join "staging"."contact" as "m" on "m"."id" = "k"."id" left join "staging"."company" as "c" on "c"."id" = "m"."company_id"
) as [built];
go

-- Fill DimEmployee
insert into [star_kept].[DimEmployee_next] ([EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit])
select [EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit] from (
select "k"."key" as "EmployeeKey", nullif("k"."id", '') as "EmployeeId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "EmployeeName", "m"."team" as "Team", coalesce("u"."name", "m"."business_unit_id") as "EmployeeBusinessUnit" from "keys"."employee" as "k" left join "staging"."employee" as "m" on "m"."id" = "k"."id" left join "staging"."business_unit" as "u" on "u"."id" = "m"."business_unit_id"
) as [built];
go

-- Fill DimProduct
insert into [star_kept].[DimProduct_next] ([ProductKey], [ProductId], [ProductName], [ProductGroup])
select [ProductKey], [ProductId], [ProductName], [ProductGroup] from (
select "k"."key" as "ProductKey", nullif("k"."id", '') as "ProductId", coalesce("m"."name", nullif("k"."id", ''), 'Ukendt “ø”') as "ProductName", "m"."product_group" as "ProductGroup" from "keys"."product" as "k" left join "staging"."product" as "m" on "m"."id" = "k"."id"
) as [built];
go

-- Fill DimCategory
insert into [star_kept].[DimCategory_next] ([CategoryKey], [CategoryId], [CategoryName])
select [CategoryKey], [CategoryId], [CategoryName] from (
select "k"."key" as "CategoryKey", nullif("k"."id", '') as "CategoryId", coalesce(nullif("k"."id", ''), nullif("k"."id", ''), 'Ukendt “ø”') as "CategoryName" from "keys"."category" as "k"
) as [built];
go

-- Fill FactResponse
drop table if exists [staging].[temporary_judged];
select * into [staging].[temporary_judged] from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = 'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), '') = '' then 'blank'
        when "a"."number" is null then 'not a number'
        when "a"."metric" = 'NPS' and not "a"."number" between 0 and 10 then 'out of range'
        when "a"."metric" = 'NPS' and not "a"."number" = floor("a"."number") then 'not whole'
        when not "a"."metric" = 'NPS' and not ("a"."number" between 0 and "a"."rating_max") then 'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", 'NPS') as "metric", coalesce("ca"."survey_class", '') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like '[0-9]%' or ltrim(rtrim("r"."score")) like '[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like '%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when 'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists [staging].[temporary_recovered];
select * into [staging].[temporary_recovered] from (
select distinct "c"."response_id" from (select distinct "f"."id" as "follow_up_id", "f"."response_id" as "response_id" from "staging"."follow_up" as "f" inner join [staging].[temporary_judged] as "before" on "before"."id" = "f"."response_id" inner join [staging].[temporary_judged] as "later" on "later"."contact_key" = "before"."contact_key" and "later"."survey_class" = "before"."survey_class" and "later"."responded_at" > "f"."opened_at" and "later"."responded_at" > "before"."responded_at" and "later"."group_order" > "before"."group_order" where "before"."contact_key" <> 0) as "c"
) as [rows];
insert into [star_kept].[FactResponse_next] ([ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt])
select [ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt] from (
select "j"."response_key" as "ResponseKey", "j"."id" as "ResponseId", "j"."campaign_key" as "CampaignKey", "j"."touchpoint_key" as "TouchpointKey", "j"."channel_key" as "ChannelKey", "j"."business_unit_key" as "BusinessUnitKey", "j"."company_key" as "CompanyKey", "j"."contact_key" as "ContactKey", "j"."employee_key" as "EmployeeKey", "j"."product_key" as "ProductKey", coalesce("j"."score" + 1, 0) as "ScoreKey", cast(year(("j"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("j"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("j"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "ResponseDateKey", "j"."invitation_id" as "InvitationId", "j"."responded_at" as "RespondedAt", "j"."score" as "Score", "j"."rating" as "Rating", case when "j"."metric" <> 'NPS' then "j"."rating_max" end as "RatingMax", cast(case when "j"."exclusion" is null then 1 else 0 end as bit) as "IsRated", "j"."exclusion" as "ExclusionReason", case "j"."exclusion" when 'blank' then 'tom' when 'not a number' then 'ikke et tal' when 'not whole' then 'ikke et helt tal' when 'out of range' then 'uden for skalaen' end as "ExclusionReasonDa", case when "j"."exclusion" is not null then "j"."score_text" end as "ScoreAsGiven", coalesce("j"."weight", 1) as "Weight", "j"."comment" as "Comment", "j"."language" as "ResponseLanguage", case when "j"."responded_at" >= "j"."sent_at" then cast(datediff_big(millisecond, "j"."sent_at", "j"."responded_at") as float) / 60000.0 end as "ResponseMinutes", cast(case when ("j"."contact_key" = 0 or ("st"."response_key" is not null and "st"."next_key" is null)) then 1 else 0 end as bit) as "IsLatestOfContact", "st"."previous_score" as "PreviousScore", cast(case when "rec"."response_id" is not null then 1 else 0 end as bit) as "IsRecovered", coalesce("j"."company_segment", "hs"."value") as "CompanySegmentThen", coalesce("j"."contact_role", "hr"."value") as "ContactRoleThen", case coalesce("j"."contact_role", "hr"."value") when 'daily user' then 'daglig bruger' when 'decision maker' then 'beslutningstager' when 'buyer' then 'indkøber' when 'operations' then 'drift' end as "ContactRoleThenDa", coalesce("j"."modified_at", "j"."responded_at") as "ModifiedAt" from [staging].[temporary_judged] as "j" left join [staging].[temporary_recovered] as "rec" on "rec"."response_id" = "j"."id" left join (select "s"."response_key", lag("s"."score") over (partition by "s"."contact_key", "s"."survey_class", "s"."metric" order by "s"."responded_at", "s"."response_key") as "previous_score", lead("s"."response_key") over (partition by "s"."contact_key", "s"."survey_class", "s"."metric" order by "s"."responded_at", "s"."response_key") as "next_key" from [staging].[temporary_judged] as "s" where "s"."exclusion" is null and "s"."contact_key" <> 0) as "st" on "st"."response_key" = "j"."response_key" left join (select "id", "value", "valid_from", coalesce("valid_to", cast('9999-12-31T00:00:00' as datetime2(3))) as "valid_until" from "history"."company_segment") as "hs" on "hs"."id" = "j"."company_id" and "hs"."valid_from" <= "j"."responded_at" and "hs"."valid_until" > "j"."responded_at" left join (select "id", "value", "valid_from", coalesce("valid_to", cast('9999-12-31T00:00:00' as datetime2(3))) as "valid_until" from "history"."contact_role") as "hr" on "hr"."id" = "j"."contact_id" and "hr"."valid_from" <= "j"."responded_at" and "hr"."valid_until" > "j"."responded_at"
) as [built];
drop table [staging].[temporary_judged];
drop table [staging].[temporary_recovered];
go

-- Fill FactInvitation
drop table if exists [staging].[temporary_first_answer];
select * into [staging].[temporary_first_answer] from (
select "invitation_id", min("responded_at") as "responded_at" from "staging"."response" where "invitation_id" is not null group by "invitation_id"
) as [rows];
insert into [star_kept].[FactInvitation_next] ([InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded])
select [InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded] from (
select "k"."key" as "InvitationKey", "i"."id" as "InvitationId", coalesce("kca"."key", 0) as "CampaignKey", coalesce("kt"."key", 0) as "TouchpointKey", coalesce("kch"."key", 0) as "ChannelKey", coalesce("ku"."key", 0) as "BusinessUnitKey", coalesce("km"."key", 0) as "CompanyKey", coalesce("kc"."key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", coalesce("kp"."key", 0) as "ProductKey", cast(year(("i"."sent_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("i"."sent_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("i"."sent_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "SentDateKey", cast(year(("a"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("a"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("a"."responded_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "RespondedDateKey", "i"."sent_at" as "SentAt", "i"."delivered_at" as "DeliveredAt", "i"."opened_at" as "OpenedAt", "i"."bounced_at" as "BouncedAt", "i"."opted_out_at" as "OptedOutAt", "a"."responded_at" as "RespondedAt", cast(case when ("i"."bounced_at" is null and coalesce("i"."delivered_at", "i"."opened_at", "a"."responded_at") is not null) then 1 else 0 end as bit) as "IsDelivered", cast(case when "a"."responded_at" is not null then 1 else 0 end as bit) as "IsResponded" from "staging"."invitation" as "i" inner join "keys"."invitation" as "k" on "k"."id" = "i"."id" left join [staging].[temporary_first_answer] as "a" on "a"."invitation_id" = "i"."id" left join "staging"."contact" as "c" on "c"."id" = "i"."contact_id" left join "staging"."employee" as "e" on "e"."id" = "i"."employee_id" left join "staging"."campaign" as "ca" on "ca"."id" = "i"."campaign_id" left join "keys"."campaign" as "kca" on "kca"."id" = "i"."campaign_id" left join "keys"."touchpoint" as "kt" on "kt"."id" = "i"."touchpoint_id" left join "keys"."channel" as "kch" on "kch"."id" = "i"."channel_id" left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id") left join "keys"."company" as "km" on "km"."id" = "c"."company_id" left join "keys"."contact" as "kc" on "kc"."id" = "i"."contact_id" left join "keys"."employee" as "ke" on "ke"."id" = "i"."employee_id" left join "keys"."product" as "kp" on "kp"."id" = "i"."product_id"
) as [built];
drop table [staging].[temporary_first_answer];
go

-- Fill FactFollowUp
drop table if exists [staging].[temporary_judged_answer];
select * into [staging].[temporary_judged_answer] from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = 'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), '') = '' then 'blank'
        when "a"."number" is null then 'not a number'
        when "a"."metric" = 'NPS' and not "a"."number" between 0 and 10 then 'out of range'
        when "a"."metric" = 'NPS' and not "a"."number" = floor("a"."number") then 'not whole'
        when not "a"."metric" = 'NPS' and not ("a"."number" between 0 and "a"."rating_max") then 'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", 'NPS') as "metric", coalesce("ca"."survey_class", '') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like '[0-9]%' or ltrim(rtrim("r"."score")) like '[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like '%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when 'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists [staging].[temporary_judged];
select * into [staging].[temporary_judged] from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = 'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), '') = '' then 'blank'
        when "a"."number" is null then 'not a number'
        when "a"."metric" = 'NPS' and not "a"."number" between 0 and 10 then 'out of range'
        when "a"."metric" = 'NPS' and not "a"."number" = floor("a"."number") then 'not whole'
        when not "a"."metric" = 'NPS' and not ("a"."number" between 0 and "a"."rating_max") then 'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", 'NPS') as "metric", coalesce("ca"."survey_class", '') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like '[0-9]%' or ltrim(rtrim("r"."score")) like '[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like '%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when 'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists [staging].[temporary_recovered];
select * into [staging].[temporary_recovered] from (
select distinct "f"."id" as "follow_up_id", "f"."response_id" as "response_id" from "staging"."follow_up" as "f" inner join [staging].[temporary_judged] as "before" on "before"."id" = "f"."response_id" inner join [staging].[temporary_judged] as "later" on "later"."contact_key" = "before"."contact_key" and "later"."survey_class" = "before"."survey_class" and "later"."responded_at" > "f"."opened_at" and "later"."responded_at" > "before"."responded_at" and "later"."group_order" > "before"."group_order" where "before"."contact_key" <> 0
) as [rows];
insert into [star_kept].[FactFollowUp_next] ([FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered])
select [FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered] from (
select "k"."key" as "FollowUpKey", "f"."id" as "FollowUpId", "f"."response_id" as "ResponseId", coalesce("a"."campaign_key", 0) as "CampaignKey", coalesce("a"."touchpoint_key", 0) as "TouchpointKey", coalesce("a"."business_unit_key", 0) as "BusinessUnitKey", coalesce("a"."company_key", 0) as "CompanyKey", coalesce("a"."contact_key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", coalesce("a"."score" + 1, 0) as "ScoreKey", cast(year(("f"."opened_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("f"."opened_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("f"."opened_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "OpenedDateKey", cast(year(("f"."due_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("f"."due_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("f"."due_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "DueDateKey", cast(year(("f"."closed_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 10000 + month(("f"."closed_at" at time zone 'UTC' at time zone 'Romance Standard Time')) * 100 + day(("f"."closed_at" at time zone 'UTC' at time zone 'Romance Standard Time')) as int) as "ClosedDateKey", "f"."opened_at" as "OpenedAt", "f"."first_action_at" as "FirstActionAt", "f"."due_at" as "DueAt", "f"."closed_at" as "ClosedAt", "f"."rule" as "FollowUpRule", "f"."status" as "FollowUpStatus", case "f"."status" when 'open' then 'åben' when 'in progress' then 'i gang' when 'closed' then 'lukket' end as "FollowUpStatusDa", "f"."outcome" as "Outcome", cast(datediff_big(millisecond, "f"."opened_at", "f"."first_action_at") as float) / 60000.0 as "MinutesToFirstAction", cast(datediff_big(millisecond, "f"."opened_at", "f"."closed_at") as float) / 60000.0 as "MinutesToClose", cast(case when "f"."closed_at" <= "f"."due_at" then 1 else 0 end as bit) as "IsClosedInTime", cast(case when "f"."closed_at" is null and "f"."status" <> 'closed' and "f"."due_at" < cast('2026-06-01T10:00:00.000' as datetime2(3)) then 1 else 0 end as bit) as "IsOverdue", cast(case when "rec"."follow_up_id" is not null then 1 else 0 end as bit) as "IsRecovered" from "staging"."follow_up" as "f" inner join "keys"."follow_up" as "k" on "k"."id" = "f"."id" left join [staging].[temporary_judged_answer] as "a" on "a"."id" = "f"."response_id" left join "keys"."employee" as "ke" on "ke"."id" = "f"."owner_id" left join [staging].[temporary_recovered] as "rec" on "rec"."follow_up_id" = "f"."id"
) as [built];
drop table [staging].[temporary_judged_answer];
drop table [staging].[temporary_judged];
drop table [staging].[temporary_recovered];
go

-- Fill FactGoal
insert into [star_kept].[FactGoal_next] ([GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps])
select [GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps] from (
select "k"."key" as "GoalKey", coalesce("u"."key", 0) as "BusinessUnitKey", "g"."survey_class" as "SurveyClass", cast(year("g"."month") * 10000 + month("g"."month") * 100 + day("g"."month") as int) as "MonthDateKey", "g"."goal_nps" as "GoalNps" from "staging"."goal" as "g" inner join "keys"."goal" as "k" on "k"."id" = concat(coalesce("g"."business_unit_id", ''), '|', "g"."survey_class", '|', cast(cast(year("g"."month") * 10000 + month("g"."month") * 100 + day("g"."month") as int) as varchar(1600))) left join "keys"."business_unit" as "u" on "u"."id" = "g"."business_unit_id"
) as [built];
go

-- Fill FactBenchmark
insert into [star_kept].[FactBenchmark_next] ([BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource])
select [BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource] from (
select "k"."key" as "BenchmarkKey", "b"."industry" as "BenchmarkIndustry", "b"."metric" as "BenchmarkMetric", cast(year("b"."period") * 10000 + month("b"."period") * 100 + day("b"."period") as int) as "PeriodDateKey", "b"."value" as "BenchmarkValue", "b"."source" as "BenchmarkSource" from "staging"."benchmark" as "b" inner join "keys"."benchmark" as "k" on "k"."id" = concat("b"."industry", '|', "b"."metric", '|', cast(cast(year("b"."period") * 10000 + month("b"."period") * 100 + day("b"."period") as int) as varchar(1600)), '|', "b"."source")
) as [built];
go

-- Fill FactOpportunity
insert into [star_kept].[FactOpportunity_next] ([OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome])
select [OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome] from (
select "k"."key" as "OpportunityKey", "o"."id" as "OpportunityId", coalesce("ku"."key", 0) as "BusinessUnitKey", coalesce("km"."key", 0) as "CompanyKey", coalesce("kc"."key", 0) as "ContactKey", coalesce("ke"."key", 0) as "EmployeeKey", cast(year("o"."expected_close") * 10000 + month("o"."expected_close") * 100 + day("o"."expected_close") as int) as "ExpectedCloseDateKey", "o"."stage" as "Stage", "o"."probability" as "Probability", cast("o"."amount" as decimal(18, 2)) as "Amount", cast("o"."amount" * "o"."probability" as decimal(18, 2)) as "WeightedAmount", "o"."outcome" as "OpportunityOutcome" from "staging"."opportunity" as "o" inner join "keys"."opportunity" as "k" on "k"."id" = "o"."id" left join "staging"."contact" as "c" on "c"."id" = "o"."contact_id" left join "keys"."contact" as "kc" on "kc"."id" = "o"."contact_id" left join "keys"."company" as "km" on "km"."id" = coalesce("o"."company_id", "c"."company_id") left join "keys"."employee" as "ke" on "ke"."id" = "o"."owner_id" left join "staging"."employee" as "e" on "e"."id" = "o"."owner_id" left join "staging"."company" as "m" on "m"."id" = coalesce("o"."company_id", "c"."company_id") left join "staging"."employee" as "a" on "a"."id" = "m"."owner_id" left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("e"."business_unit_id", "a"."business_unit_id")
) as [built];
go

-- Fill BridgeResponseCategory
insert into [star_kept].[BridgeResponseCategory_next] ([ResponseKey], [CategoryKey], [Sentiment])
select [ResponseKey], [CategoryKey], [Sentiment] from (
select "kr"."key" as "ResponseKey", "kc"."key" as "CategoryKey", "rc"."sentiment" as "Sentiment" from "staging"."response_category" as "rc" inner join "staging"."response" as "r" on "r"."id" = "rc"."response_id" inner join "keys"."response" as "kr" on "kr"."id" = "rc"."response_id" inner join "keys"."category" as "kc" on "kc"."id" = "rc"."category"
) as [built];
go

-- Fill DimScore
insert into [star_kept].[DimScore_next] ([ScoreKey], [ScoreValue], [NpsGroup], [NpsGroupDa], [NpsGroupOrder], [GroupColour]) values
(0, null, 'Not rated', 'Ikke bedømt', 4, '#C8C6C4'),
(1, 0, 'Detractors', 'Kritikere', 1, '#C4314B'),
(2, 1, 'Detractors', 'Kritikere', 1, '#C4314B'),
(3, 2, 'Detractors', 'Kritikere', 1, '#C4314B'),
(4, 3, 'Detractors', 'Kritikere', 1, '#C4314B'),
(5, 4, 'Detractors', 'Kritikere', 1, '#C4314B'),
(6, 5, 'Detractors', 'Kritikere', 1, '#C4314B'),
(7, 6, 'Detractors', 'Kritikere', 1, '#C4314B'),
(8, 7, 'Passives', 'Passive', 2, '#8A8886'),
(9, 8, 'Passives', 'Passive', 2, '#8A8886'),
(10, 9, 'Promoters', 'Ambassadører', 3, '#107C6F'),
(11, 10, 'Promoters', 'Ambassadører', 3, '#107C6F');
go

-- Fill FactReconciliation
drop table if exists [staging].[temporary_judged];
select * into [staging].[temporary_judged] from (
select "a"."response_key", "a"."id", "a"."invitation_id", "a"."campaign_key", "a"."touchpoint_key", "a"."channel_key", "a"."business_unit_key", "a"."company_key", "a"."contact_key", "a"."employee_key", "a"."product_key", "a"."company_id", "a"."contact_id", "a"."metric", "a"."survey_class", "a"."score_text", "a"."rating_max", "a"."sent_at", "a"."responded_at", "a"."modified_at", "a"."weight", "a"."comment", "a"."language", "a"."company_segment", "a"."contact_role", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then cast("a"."number" as int) end as "score", case when not "a"."metric" = 'NPS' and "a"."number" between 0 and "a"."rating_max" then "a"."number" end as "rating", case when "a"."metric" = 'NPS' and "a"."number" between 0 and 10 and "a"."number" = floor("a"."number") then case when "a"."number" <= 6 then 1 when "a"."number" <= 8 then 2 else 3 end end as "group_order", case
        when coalesce(ltrim(rtrim("a"."score_text")), '') = '' then 'blank'
        when "a"."number" is null then 'not a number'
        when "a"."metric" = 'NPS' and not "a"."number" between 0 and 10 then 'out of range'
        when "a"."metric" = 'NPS' and not "a"."number" = floor("a"."number") then 'not whole'
        when not "a"."metric" = 'NPS' and not ("a"."number" between 0 and "a"."rating_max") then 'out of range' end as "exclusion" from (select "k"."key" as "response_key", "r"."id" as "id", "r"."invitation_id" as "invitation_id", coalesce("kca"."key", 0) as "campaign_key", coalesce("kt"."key", 0) as "touchpoint_key", coalesce("kch"."key", 0) as "channel_key", coalesce("ku"."key", 0) as "business_unit_key", coalesce("km"."key", 0) as "company_key", coalesce("kc"."key", 0) as "contact_key", coalesce("ke"."key", 0) as "employee_key", coalesce("kp"."key", 0) as "product_key", "km"."id" as "company_id", "kc"."id" as "contact_id", coalesce("ca"."metric", 'NPS') as "metric", coalesce("ca"."survey_class", '') as "survey_class", "r"."score" as "score_text", case when (ltrim(rtrim("r"."score")) like '[0-9]%' or ltrim(rtrim("r"."score")) like '[-+][0-9]%') and substring(ltrim(rtrim("r"."score")), 2, 4000) not like '%[^0-9.]%' then try_cast(ltrim(rtrim("r"."score")) as float) end as "number", coalesce("r"."rating_max", "ca"."rating_max", case "ca"."metric" when 'CES' then 7 else 5 end) as "rating_max", "i"."sent_at" as "sent_at", "r"."responded_at" as "responded_at", "r"."modified_at" as "modified_at", "r"."weight" as "weight", "r"."comment" as "comment", "r"."language" as "language", "r"."company_segment" as "company_segment", "r"."contact_role" as "contact_role" from "staging"."response" as "r" inner join "keys"."response" as "k" on "k"."id" = "r"."id" left join "staging"."invitation" as "i" on "i"."id" = "r"."invitation_id" left join "keys"."campaign" as "kca" on "kca"."id" = coalesce("r"."campaign_id", "i"."campaign_id") left join "staging"."campaign" as "ca" on "ca"."id" = "kca"."id" left join "keys"."contact" as "kc" on "kc"."id" = coalesce("r"."contact_id", "i"."contact_id") left join "staging"."contact" as "c" on "c"."id" = "kc"."id" left join "keys"."employee" as "ke" on "ke"."id" = coalesce("r"."employee_id", "i"."employee_id") left join "staging"."employee" as "e" on "e"."id" = "ke"."id" left join "keys"."touchpoint" as "kt" on "kt"."id" = coalesce("r"."touchpoint_id", "i"."touchpoint_id") left join "keys"."channel" as "kch" on "kch"."id" = coalesce("r"."channel_id", "i"."channel_id") left join "keys"."product" as "kp" on "kp"."id" = coalesce("r"."product_id", "i"."product_id") left join "keys"."company" as "km" on "km"."id" = coalesce("r"."company_id", "c"."company_id") left join "keys"."business_unit" as "ku" on "ku"."id" = coalesce("r"."business_unit_id", "i"."business_unit_id", "e"."business_unit_id", "ca"."business_unit_id")) as "a"
) as [rows];
drop table if exists [staging].[temporary_staged];
select * into [staging].[temporary_staged] from (
select "j"."campaign_key", "j"."metric", cast(count(*) as int) as "answers", case when "j"."metric" = 'NPS' then cast(count("j"."score") as int) end as "rated", case when "j"."metric" = 'NPS' then sum(case when "j"."group_order" = 3 then 1 else 0 end) end as "promoters", case when "j"."metric" = 'NPS' then sum(case when "j"."group_order" = 1 then 1 else 0 end) end as "detractors" from [staging].[temporary_judged] as "j" group by "j"."campaign_key", "j"."metric"
) as [rows];
insert into [star_kept].[FactReconciliation_next] ([CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa])
select [CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa] from (
select coalesce(s."campaign_key", f."CampaignKey") as "CampaignKey",
  cast(null as int) as "SourceAnswers",
  cast(null as int) as "SourceRated",
  cast(null as int) as "SourcePromoters",
  cast(null as int) as "SourceDetractors",
  coalesce(s."answers", 0) as "StagingAnswers",
  s."rated" as "StagingRated",
  coalesce(f."answers", 0) as "StarAnswers",
  case when coalesce(s."metric", 'NPS') = 'NPS' then f."rated" end as "StarRated",
  case when coalesce(s."metric", 'NPS') = 'NPS' then f."promoters" end as "StarPromoters",
  case when coalesce(s."metric", 'NPS') = 'NPS' then f."detractors" end as "StarDetractors",
  cast(null as int) as "QuarantinedAnswers",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then 'differs' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."detractors" end, 0) then 'not known' else 'differs' end as "ReconciliationStatus",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then 'afviger' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."detractors" end, 0) then 'ukendt' else 'afviger' end as "ReconciliationStatusDa",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then 'staging and star differ' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."detractors" end, 0) then 'the source was not counted' else 'other scores in staging and star' end as "ReconciliationReason",
  case when not coalesce(s."answers", 0) = coalesce(f."answers", 0) then 'mellemlager og stjerne afviger' when coalesce(s."rated", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."rated" end, 0) and coalesce(s."promoters", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."promoters" end, 0) and coalesce(s."detractors", 0) = coalesce(case when coalesce(s."metric", 'NPS') = 'NPS' then f."detractors" end, 0) then 'kilden blev ikke talt op' else 'andre scorer i mellemlager og stjerne' end as "ReconciliationReasonDa"
from [staging].[temporary_staged] as s full join (
select "CampaignKey", count(*) as "answers", count("Score") as "rated",
  sum(case when "Score" >= 9 then 1 else 0 end) as "promoters", sum(case when "Score" <= 6 then 1 else 0 end) as "detractors"
from [star_kept].[FactResponse_next] group by "CampaignKey"
) as f on f."CampaignKey" = s."campaign_key"
) as [built];
drop table [staging].[temporary_judged];
drop table [staging].[temporary_staged];
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

-- Switch
set xact_abort on;
begin transaction;
declare @build int = (select coalesce(max([build]), 0) + 1 from [star_kept].[snapshot]);
declare @suffix varchar(40) = concat('_', right(concat('000000', @build), 6));
declare @name varchar(800);
set @name = concat('DimDate', @suffix);
exec sp_rename 'star_kept.DimDate_next', @name;
set @name = concat('DimCampaign', @suffix);
exec sp_rename 'star_kept.DimCampaign_next', @name;
set @name = concat('DimTouchpoint', @suffix);
exec sp_rename 'star_kept.DimTouchpoint_next', @name;
set @name = concat('DimChannel', @suffix);
exec sp_rename 'star_kept.DimChannel_next', @name;
set @name = concat('DimBusinessUnit', @suffix);
exec sp_rename 'star_kept.DimBusinessUnit_next', @name;
set @name = concat('DimCompany', @suffix);
exec sp_rename 'star_kept.DimCompany_next', @name;
set @name = concat('DimContact', @suffix);
exec sp_rename 'star_kept.DimContact_next', @name;
set @name = concat('DimEmployee', @suffix);
exec sp_rename 'star_kept.DimEmployee_next', @name;
set @name = concat('DimProduct', @suffix);
exec sp_rename 'star_kept.DimProduct_next', @name;
set @name = concat('DimCategory', @suffix);
exec sp_rename 'star_kept.DimCategory_next', @name;
set @name = concat('DimScore', @suffix);
exec sp_rename 'star_kept.DimScore_next', @name;
set @name = concat('FactResponse', @suffix);
exec sp_rename 'star_kept.FactResponse_next', @name;
set @name = concat('FactInvitation', @suffix);
exec sp_rename 'star_kept.FactInvitation_next', @name;
set @name = concat('FactFollowUp', @suffix);
exec sp_rename 'star_kept.FactFollowUp_next', @name;
set @name = concat('FactGoal', @suffix);
exec sp_rename 'star_kept.FactGoal_next', @name;
set @name = concat('FactBenchmark', @suffix);
exec sp_rename 'star_kept.FactBenchmark_next', @name;
set @name = concat('FactOpportunity', @suffix);
exec sp_rename 'star_kept.FactOpportunity_next', @name;
set @name = concat('FactReconciliation', @suffix);
exec sp_rename 'star_kept.FactReconciliation_next', @name;
set @name = concat('BridgeResponseCategory', @suffix);
exec sp_rename 'star_kept.BridgeResponseCategory_next', @name;
insert into [star_kept].[snapshot] ([build], [version], [data_as_of], [built_at], [time_zone], [source])
values (@build, '1.2.3', cast('2026-06-01T10:00:00.000' as datetime2(3)), sysutcdatetime(), 'Europe/Copenhagen', 'sqlserver db.example/survey');
commit transaction;
go

-- Views of the newest build
declare @newest varchar(40) = (select concat('_', right(concat('000000', max([build])), 6)) from [star_kept].[snapshot]);
declare @view varchar(max);
if object_id('[star].[DimDate]', 'U') is not null drop table [star].[DimDate];
set @view = concat('create or alter view [star].[DimDate] as select [DateKey], [Date], [Year], [Quarter], [QuarterSort], [QuarterNumber], [MonthStart], [MonthSort], [MonthNumber], [MonthNameEn], [MonthNameDa], [MonthLabelEn], [MonthLabelDa], [IsoYear], [IsoWeek], [IsoYearWeek], [DayOfMonth], [DayOfWeek], [DayNameEn], [DayNameDa], [FiscalYear], [FiscalQuarter], [FiscalMonth], [MonthOffset], [IsYearToDate], [IsQuarterToDate], [IsMonthToDate], [IsLast12Months], [IsLast90Days] from [star_kept].[DimDate', @newest, ']');
exec (@view);
if object_id('[star].[DimCampaign]', 'U') is not null drop table [star].[DimCampaign];
set @view = concat('create or alter view [star].[DimCampaign] as select [CampaignKey], [CampaignId], [CampaignName], [SurveyClass], [SurveyClassDa], [NpsType], [Metric], [CampaignLanguage], [CampaignBusinessUnit], [QuestionDetractors], [QuestionPassives], [QuestionPromoters], [ActiveFrom], [ActiveTo] from [star_kept].[DimCampaign', @newest, ']');
exec (@view);
if object_id('[star].[DimTouchpoint]', 'U') is not null drop table [star].[DimTouchpoint];
set @view = concat('create or alter view [star].[DimTouchpoint] as select [TouchpointKey], [TouchpointId], [TouchpointName], [TouchpointSort], [Journey], [StageOrder], [Phase], [IsOffPath] from [star_kept].[DimTouchpoint', @newest, ']');
exec (@view);
if object_id('[star].[DimChannel]', 'U') is not null drop table [star].[DimChannel];
set @view = concat('create or alter view [star].[DimChannel] as select [ChannelKey], [ChannelId], [ChannelName] from [star_kept].[DimChannel', @newest, ']');
exec (@view);
if object_id('[star].[DimBusinessUnit]', 'U') is not null drop table [star].[DimBusinessUnit];
set @view = concat('create or alter view [star].[DimBusinessUnit] as select [BusinessUnitKey], [BusinessUnitId], [BusinessUnitName], [Department], [Region], [Country], [ParentBusinessUnitName], [BusinessUnitPath] from [star_kept].[DimBusinessUnit', @newest, ']');
exec (@view);
if object_id('[star].[DimCompany]', 'U') is not null drop table [star].[DimCompany];
set @view = concat('create or alter view [star].[DimCompany] as select [CompanyKey], [CompanyId], [CompanyName], [Industry], [Segment], [CompanyCountry], [OwnerName], [YearlyValue], [ChurnedOn], [IsChurned] from [star_kept].[DimCompany', @newest, ']');
exec (@view);
if object_id('[star].[DimContact]', 'U') is not null drop table [star].[DimContact];
set @view = concat('create or alter view [star].[DimContact] as select [ContactKey], [ContactId], [ContactName], [ContactLabel], [Email], [ContactRole], [ContactRoleDa], [ContactLanguage], [ContactCompanyName] from [star_kept].[DimContact', @newest, ']');
exec (@view);
if object_id('[star].[DimEmployee]', 'U') is not null drop table [star].[DimEmployee];
set @view = concat('create or alter view [star].[DimEmployee] as select [EmployeeKey], [EmployeeId], [EmployeeName], [Team], [EmployeeBusinessUnit] from [star_kept].[DimEmployee', @newest, ']');
exec (@view);
if object_id('[star].[DimProduct]', 'U') is not null drop table [star].[DimProduct];
set @view = concat('create or alter view [star].[DimProduct] as select [ProductKey], [ProductId], [ProductName], [ProductGroup] from [star_kept].[DimProduct', @newest, ']');
exec (@view);
if object_id('[star].[DimCategory]', 'U') is not null drop table [star].[DimCategory];
set @view = concat('create or alter view [star].[DimCategory] as select [CategoryKey], [CategoryId], [CategoryName] from [star_kept].[DimCategory', @newest, ']');
exec (@view);
if object_id('[star].[DimScore]', 'U') is not null drop table [star].[DimScore];
set @view = concat('create or alter view [star].[DimScore] as select [ScoreKey], [ScoreValue], [NpsGroup], [NpsGroupDa], [NpsGroupOrder], [GroupColour] from [star_kept].[DimScore', @newest, ']');
exec (@view);
if object_id('[star].[FactResponse]', 'U') is not null drop table [star].[FactResponse];
set @view = concat('create or alter view [star].[FactResponse] as select [ResponseKey], [ResponseId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [ScoreKey], [ResponseDateKey], [InvitationId], [RespondedAt], [Score], [Rating], [RatingMax], [IsRated], [ExclusionReason], [ExclusionReasonDa], [ScoreAsGiven], [Weight], [Comment], [ResponseLanguage], [ResponseMinutes], [IsLatestOfContact], [PreviousScore], [IsRecovered], [CompanySegmentThen], [ContactRoleThen], [ContactRoleThenDa], [ModifiedAt] from [star_kept].[FactResponse', @newest, ']');
exec (@view);
if object_id('[star].[FactInvitation]', 'U') is not null drop table [star].[FactInvitation];
set @view = concat('create or alter view [star].[FactInvitation] as select [InvitationKey], [InvitationId], [CampaignKey], [TouchpointKey], [ChannelKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ProductKey], [SentDateKey], [RespondedDateKey], [SentAt], [DeliveredAt], [OpenedAt], [BouncedAt], [OptedOutAt], [RespondedAt], [IsDelivered], [IsResponded] from [star_kept].[FactInvitation', @newest, ']');
exec (@view);
if object_id('[star].[FactFollowUp]', 'U') is not null drop table [star].[FactFollowUp];
set @view = concat('create or alter view [star].[FactFollowUp] as select [FollowUpKey], [FollowUpId], [ResponseId], [CampaignKey], [TouchpointKey], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ScoreKey], [OpenedDateKey], [DueDateKey], [ClosedDateKey], [OpenedAt], [FirstActionAt], [DueAt], [ClosedAt], [FollowUpRule], [FollowUpStatus], [FollowUpStatusDa], [Outcome], [MinutesToFirstAction], [MinutesToClose], [IsClosedInTime], [IsOverdue], [IsRecovered] from [star_kept].[FactFollowUp', @newest, ']');
exec (@view);
if object_id('[star].[FactGoal]', 'U') is not null drop table [star].[FactGoal];
set @view = concat('create or alter view [star].[FactGoal] as select [GoalKey], [BusinessUnitKey], [SurveyClass], [MonthDateKey], [GoalNps] from [star_kept].[FactGoal', @newest, ']');
exec (@view);
if object_id('[star].[FactBenchmark]', 'U') is not null drop table [star].[FactBenchmark];
set @view = concat('create or alter view [star].[FactBenchmark] as select [BenchmarkKey], [BenchmarkIndustry], [BenchmarkMetric], [PeriodDateKey], [BenchmarkValue], [BenchmarkSource] from [star_kept].[FactBenchmark', @newest, ']');
exec (@view);
if object_id('[star].[FactOpportunity]', 'U') is not null drop table [star].[FactOpportunity];
set @view = concat('create or alter view [star].[FactOpportunity] as select [OpportunityKey], [OpportunityId], [BusinessUnitKey], [CompanyKey], [ContactKey], [EmployeeKey], [ExpectedCloseDateKey], [Stage], [Probability], [Amount], [WeightedAmount], [OpportunityOutcome] from [star_kept].[FactOpportunity', @newest, ']');
exec (@view);
if object_id('[star].[FactReconciliation]', 'U') is not null drop table [star].[FactReconciliation];
set @view = concat('create or alter view [star].[FactReconciliation] as select [CampaignKey], [SourceAnswers], [SourceRated], [SourcePromoters], [SourceDetractors], [StagingAnswers], [StagingRated], [StarAnswers], [StarRated], [StarPromoters], [StarDetractors], [QuarantinedAnswers], [ReconciliationStatus], [ReconciliationStatusDa], [ReconciliationReason], [ReconciliationReasonDa] from [star_kept].[FactReconciliation', @newest, ']');
exec (@view);
if object_id('[star].[BridgeResponseCategory]', 'U') is not null drop table [star].[BridgeResponseCategory];
set @view = concat('create or alter view [star].[BridgeResponseCategory] as select [ResponseKey], [CategoryKey], [Sentiment] from [star_kept].[BridgeResponseCategory', @newest, ']');
exec (@view);
go

-- Drop old builds
declare @old int, @drop varchar(max);
while 1 = 1
begin
  set @old = (select min([build]) from [star_kept].[snapshot]
    where [build] <= (select max([build]) from [star_kept].[snapshot]) - 3);
  if @old is null break;
  set @drop = '';
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimDate_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimCampaign_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimTouchpoint_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimChannel_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimBusinessUnit_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimCompany_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimContact_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimEmployee_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimProduct_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimCategory_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[DimScore_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactResponse_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactInvitation_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactFollowUp_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactGoal_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactBenchmark_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactOpportunity_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[FactReconciliation_', right(concat('00000', @old), 6), '];');
  set @drop = concat(@drop, 'drop table if exists [star_kept].[BridgeResponseCategory_', right(concat('00000', @old), 6), '];');
  exec (@drop);
  delete from [star_kept].[snapshot_table] where [build] = @old;
  delete from [star_kept].[snapshot_count] where [build] = @old;
  delete from [star_kept].[snapshot] where [build] = @old;
end;
go

-- Let others build
update [state].[build_lock] set [since] = '1900-01-01T00:00:00';
go
