-- The least that each part needs. Run in the database, as somebody who may create users.
-- Passwords are given to sqlcmd, not written here:  sqlcmd -v ReaderPassword="…" -v BuilderPassword="…" -v FeedPassword="…" -i login.sql

-- 1. The connector: reads the survey tables, nothing else. On a server (not Azure SQL) by a login:
create login [nps_reader] with password = N'$(ReaderPassword)';
create user [nps_reader] for login [nps_reader];
grant select on schema::[survey] to [nps_reader];
go
-- In Azure SQL by an Entra application or managed identity instead:
--   create user [nps-dashboards] from external provider;
--   grant select on schema::[survey] to [nps-dashboards];
-- With a mapping of your own: grant select on each table or view that it names, and nothing on survey.

-- 2. Only where the star is built inside SQL Server (nps-dashboards star --engine sqlserver): owns its schemas.
create login [nps_star_builder] with password = N'$(BuilderPassword)';
create user [nps_star_builder] for login [nps_star_builder];
grant select on schema::[survey] to [nps_star_builder];
grant create table to [nps_star_builder];
go
create schema [staging] authorization [nps_star_builder];
go
create schema [keys] authorization [nps_star_builder];
go
create schema [history] authorization [nps_star_builder];
go
create schema [state] authorization [nps_star_builder];
go
create schema [star] authorization [nps_star_builder];
go
-- Every build has tables of its own here; the newest shows through views in schema star.
create schema [star_kept] authorization [nps_star_builder];
go
grant create view to [nps_star_builder];
go

-- 3. Only where the feed serves the star from SQL Server (nps-dashboards serve --star): reads the builds, nothing else.
create login [nps_feed] with password = N'$(FeedPassword)';
create user [nps_feed] for login [nps_feed];
grant select on schema::[star_kept] to [nps_feed];
go

-- 4. Power BI on the star itself (DirectQuery or import): reads the newest build only.
--   create user [power-bi] for login [power-bi];
--   grant select on schema::[star] to [power-bi];
