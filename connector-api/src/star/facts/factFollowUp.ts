/** FactFollowUp: every case opened on an answer. */
import { followUpStatusDanish, followUpStatuses } from '../../survey/vocabulary';
import { attribute, businessKey, dateReference, inDanish, key, measure, reference, text } from '../column';
import { defineTable } from '../table';

export { followUpStatuses };

export const factFollowUp = defineTable({
  name: 'FactFollowUp',
  kind: 'fact',
  grain: text(['One row per follow-up case.', 'Én række pr. opfølgningssag.']),
  caption: text(['Follow-up', 'Opfølgning']),
  description: text([
    'Cases raised by an alarm, their owners and deadlines.',
    'Sager rejst af en alarm, deres ejere og frister.',
  ]),
  key: ['FollowUpKey'],
  unique: [['FollowUpId']],
  partitionBy: 'OpenedAt',
  columns: {
    FollowUpKey: key('int64', ['Follow-up', 'Opfølgnings']),
    FollowUpId: businessKey(['Follow-up', 'Opfølgnings']),
    ResponseId: attribute(
      'string',
      ['Response ID', 'Svar-id'],
      ['The answer that the case is about.', 'Svaret sagen handler om.'],
      { nullable: true, hidden: true },
    ),
    CampaignKey: reference('DimCampaign', ['Campaign key', 'Kampagnenøgle']),
    TouchpointKey: reference('DimTouchpoint', ['Touchpoint key', 'Touchpointnøgle']),
    BusinessUnitKey: reference('DimBusinessUnit', ['Business unit key', 'Forretningsenhedsnøgle']),
    CompanyKey: reference('DimCompany', ['Company key', 'Virksomhedsnøgle']),
    ContactKey: reference('DimContact', ['Contact key', 'Kontaktnøgle']),
    EmployeeKey: reference('DimEmployee', ['Owner key', 'Ejernøgle']),
    ScoreKey: reference('DimScore', ['Score key', 'Scorenøgle']),
    OpenedDateKey: dateReference(['Opened', 'Åbnet'], { active: true, nullable: false }),
    DueDateKey: dateReference(['Due', 'Frist'], { active: false, nullable: true }),
    ClosedDateKey: dateReference(['Closed', 'Lukket'], { active: false, nullable: true }),
    OpenedAt: attribute(
      'dateTime',
      ['Opened at', 'Åbnet'],
      ['When the case was opened, UTC.', 'Hvornår sagen blev åbnet, UTC.'],
    ),
    FirstActionAt: attribute(
      'dateTime',
      ['First action at', 'Første handling'],
      ['When somebody first acted, UTC.', 'Hvornår nogen først handlede, UTC.'],
      { nullable: true },
    ),
    DueAt: attribute(
      'dateTime',
      ['Due at', 'Frist'],
      ['When it should be closed, UTC.', 'Hvornår den bør være lukket, UTC.'],
      { nullable: true },
    ),
    ClosedAt: attribute(
      'dateTime',
      ['Closed at', 'Lukket'],
      ['When it was closed, UTC.', 'Hvornår den blev lukket, UTC.'],
      { nullable: true },
    ),
    FollowUpRule: attribute(
      'string',
      ['Rule', 'Regel'],
      ['Rule or alarm that opened the case.', 'Regel eller alarm, der åbnede sagen.'],
      { nullable: true },
    ),
    FollowUpStatus: attribute(
      'string',
      ['Status', 'Status (engelsk)'],
      ['Open, in progress or closed.', 'Åben, i gang eller lukket.'],
      { acceptedValues: followUpStatuses },
    ),
    FollowUpStatusDa: inDanish('FollowUpStatus', ['Status', 'Status'], followUpStatusDanish, { nullable: false }),
    Outcome: attribute('string', ['Outcome', 'Udfald'], ['How the case ended.', 'Hvordan sagen endte.'], {
      nullable: true,
    }),
    MinutesToFirstAction: measure(
      'double',
      ['Minutes to first action', 'Minutter til første handling'],
      ['From opened to first action; null until then.', 'Fra åbnet til første handling; tom indtil da.'],
      { nullable: true, unit: 'minutes' },
    ),
    MinutesToClose: measure(
      'double',
      ['Minutes to close', 'Minutter til lukning'],
      ['From opened to closed; null until then.', 'Fra åbnet til lukket; tom indtil da.'],
      { nullable: true, unit: 'minutes' },
    ),
    IsClosedInTime: attribute(
      'boolean',
      ['Closed in time', 'Lukket rettidigt'],
      ['Closed no later than due.', 'Lukket senest ved fristen.'],
    ),
    IsOverdue: attribute(
      'boolean',
      ['Overdue', 'Overskredet'],
      ['Not closed and past due on the day of the data.', 'Ikke lukket og over fristen på datadagen.'],
    ),
    IsRecovered: attribute(
      'boolean',
      ['Recovered', 'Genvundet'],
      ['The contact later rated in a higher group.', 'Kontakten bedømte senere i en højere gruppe.'],
    ),
  },
});
