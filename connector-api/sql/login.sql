-- The least that each part needs. Run in the database, as somebody who may create users.
-- Passwords are given to sqlcmd, not written here:  sqlcmd -v ReaderPassword="…" -v BuilderPassword="…" -i login.sql

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
create schema [star_next] authorization [nps_star_builder];
go

-- 3. Power BI on the star (DirectQuery or import): reads the finished tables only.
--   create user [power-bi] for login [power-bi];
--   grant select on schema::[star] to [power-bi];
