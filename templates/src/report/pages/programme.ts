/** Programme health: who is asked, who answers, through which channel, and how much of the year's quota is used. */
import { field, value } from '../bind';
import { known, measureGiven } from '../definitionFilters';
import { cell, framed } from '../frame';
import { bar, kpi, line, table } from '../pieces';

const month = field('DimDate', 'MonthStart');
const channel = field('DimChannel', 'ChannelName');

export const programme = framed({
  id: 'programme',
  name: ['Programme health', 'Udsendelse og svar'],
  title: ['Do we ask enough people, and do they answer?', 'Spørger vi nok, og svarer de?'],
  point: 'programmePoint',
  surveyClass: 'measures',
  slicers: ['year', 'quarter', 'surveyClass', 'unit', 'channel'],
  visuals: [
    kpi('sent', 'sent', cell(0, 0, 2, 2)),
    kpi('delivered', 'delivered', cell(2, 0, 2, 2)),
    kpi('open-rate', 'openRate', cell(4, 0, 2, 2)),
    kpi('response-rate', 'responseRate', cell(6, 0, 2, 2)),
    kpi('bounce-rate', 'bounceRate', cell(8, 0, 2, 2)),
    kpi('quota', 'quotaUsed', cell(10, 0, 2, 2)),
    bar(
      'rate-by-channel',
      cell(0, 2, 4, 5),
      ['Response rate by channel', 'Svarprocent pr. kanal'],
      ['Answered of delivered invitations for each channel.', 'Besvarede af leverede invitationer for hver kanal.'],
      {
        fields: { Category: [channel], Y: [value('responseRate')] },
        subtitleMeasure: 'noInvitations',
        sort: { by: value('responseRate'), descending: true },
        filters: [known('DimChannel')],
      },
    ),
    table(
      'channels',
      cell(4, 2, 8, 5),
      ['From sent to answered', 'Fra sendt til besvaret'],
      [
        'Sent, delivered and answered invitations of each channel.',
        'Sendte, leverede og besvarede invitationer for hver kanal.',
      ],
      {
        fields: {
          Values: [
            channel,
            value('sent'),
            value('delivered'),
            value('answered'),
            value('openRate'),
            value('responseRate'),
            value('optedOut'),
            value('medianResponseHours', ['Hours', 'Timer']),
          ],
        },
        subtitleMeasure: 'noInvitations',
        sort: { by: value('sent'), descending: true },
        filters: [known('DimChannel')],
      },
    ),
    line(
      'rate-trend',
      cell(0, 7, 6, 5),
      ['Response rate month by month', 'Svarprocent måned for måned'],
      ['Response rate and open rate by month.', 'Svarprocent og åbningsprocent pr. måned.'],
      {
        fields: { Category: [month], Y: [value('responseRate'), value('openRate')] },
        subtitleMeasure: 'noInvitations',
        axes: { y: { from: 0, to: 1 } },
      },
    ),
    line(
      'quota-trend',
      cell(6, 7, 6, 5),
      ['Surveys used against the yearly quota', 'Brugte undersøgelser mod årets kvote'],
      [
        'Surveys used since 1 January against the quota, by month.',
        'Brugte undersøgelser siden 1. januar mod kvoten, pr. måned.',
      ],
      {
        fields: { Category: [month], Y: [value('surveysUsed'), value('yearlyQuota')], Tooltips: [value('sent')] },
        subtitleMeasure: 'noInvitations',
        axes: { y: { from: 0 } },
        filters: [measureGiven('sent')],
      },
    ),
  ],
});
