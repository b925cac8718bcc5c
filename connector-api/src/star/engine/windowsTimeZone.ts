/** Windows names of time zones, which SQL Server knows, by the IANA names of the configuration. */
import { ConnectorError } from '../../errors';

/** From Unicode CLDR's windowsZones: Windows name, then the IANA zones it stands for. */
const zones: Readonly<Record<string, string>> = {
  'Dateline Standard Time': 'Etc/GMT+12',
  'Hawaiian Standard Time': 'Pacific/Honolulu Pacific/Tahiti',
  'Alaskan Standard Time': 'America/Anchorage',
  'Pacific Standard Time': 'America/Los_Angeles America/Vancouver America/Tijuana',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver America/Edmonton',
  'Central Standard Time': 'America/Chicago America/Winnipeg',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'Canada Central Standard Time': 'America/Regina',
  'SA Pacific Standard Time': 'America/Bogota America/Lima America/Panama America/Jamaica',
  'Eastern Standard Time': 'America/New_York America/Toronto America/Detroit',
  'Atlantic Standard Time': 'America/Halifax Atlantic/Bermuda',
  'SA Western Standard Time': 'America/La_Paz America/Puerto_Rico',
  'Pacific SA Standard Time': 'America/Santiago',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires America/Buenos_Aires',
  'Montevideo Standard Time': 'America/Montevideo',
  'Greenland Standard Time': 'America/Nuuk America/Godthab',
  'Azores Standard Time': 'Atlantic/Azores',
  'Cape Verde Standard Time': 'Atlantic/Cape_Verde',
  UTC: 'UTC Etc/UTC Etc/GMT Etc/UCT Zulu',
  'GMT Standard Time':
    'Europe/London Europe/Dublin Europe/Lisbon Atlantic/Faroe Atlantic/Canary Atlantic/Madeira Europe/Jersey Europe/Guernsey Europe/Isle_of_Man',
  'Greenwich Standard Time': 'Atlantic/Reykjavik Africa/Abidjan Africa/Accra Africa/Dakar',
  'Morocco Standard Time': 'Africa/Casablanca',
  'W. Europe Standard Time':
    'Europe/Berlin Europe/Amsterdam Europe/Oslo Europe/Stockholm Europe/Rome Europe/Vienna Europe/Zurich Europe/Luxembourg Europe/Monaco Europe/Malta Europe/Andorra Europe/Vaduz Arctic/Longyearbyen',
  'Central Europe Standard Time':
    'Europe/Budapest Europe/Prague Europe/Bratislava Europe/Ljubljana Europe/Belgrade Europe/Podgorica Europe/Tirane',
  'Romance Standard Time': 'Europe/Copenhagen Europe/Paris Europe/Madrid Europe/Brussels',
  'Central European Standard Time': 'Europe/Warsaw Europe/Zagreb Europe/Sarajevo Europe/Skopje',
  'W. Central Africa Standard Time': 'Africa/Lagos Africa/Algiers Africa/Tunis',
  'GTB Standard Time': 'Europe/Athens Europe/Bucharest',
  'FLE Standard Time':
    'Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Europe/Mariehamn',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'Middle East Standard Time': 'Asia/Beirut',
  'Egypt Standard Time': 'Africa/Cairo',
  'South Africa Standard Time': 'Africa/Johannesburg Africa/Harare Africa/Maputo',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Kaliningrad Standard Time': 'Europe/Kaliningrad',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Jordan Standard Time': 'Asia/Amman',
  'Arabic Standard Time': 'Asia/Baghdad',
  'Arab Standard Time': 'Asia/Riyadh Asia/Kuwait Asia/Qatar Asia/Bahrain',
  'Belarus Standard Time': 'Europe/Minsk',
  'Russian Standard Time': 'Europe/Moscow Europe/Simferopol',
  'E. Africa Standard Time': 'Africa/Nairobi Africa/Addis_Ababa',
  'Iran Standard Time': 'Asia/Tehran',
  'Arabian Standard Time': 'Asia/Dubai Asia/Muscat',
  'Azerbaijan Standard Time': 'Asia/Baku',
  'Georgian Standard Time': 'Asia/Tbilisi',
  'Caucasus Standard Time': 'Asia/Yerevan',
  'Afghanistan Standard Time': 'Asia/Kabul',
  'West Asia Standard Time': 'Asia/Tashkent Indian/Maldives',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Kolkata Asia/Calcutta',
  'Sri Lanka Standard Time': 'Asia/Colombo',
  'Nepal Standard Time': 'Asia/Kathmandu Asia/Katmandu',
  'Bangladesh Standard Time': 'Asia/Dhaka',
  'Myanmar Standard Time': 'Asia/Yangon Asia/Rangoon',
  'SE Asia Standard Time': 'Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon',
  'China Standard Time': 'Asia/Shanghai Asia/Hong_Kong Asia/Macau',
  'Singapore Standard Time': 'Asia/Singapore Asia/Kuala_Lumpur Asia/Manila',
  'W. Australia Standard Time': 'Australia/Perth',
  'Taipei Standard Time': 'Asia/Taipei',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'AUS Central Standard Time': 'Australia/Darwin',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'AUS Eastern Standard Time': 'Australia/Sydney Australia/Melbourne',
  'Tasmania Standard Time': 'Australia/Hobart',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Fiji Standard Time': 'Pacific/Fiji',
  'Samoa Standard Time': 'Pacific/Apia',
};

const windowsNames = new Map(
  Object.entries(zones).flatMap(([windows, names]) =>
    names.split(' ').map((iana): [string, string] => [iana, windows]),
  ),
);

/** @throws ConnectorError CONFIG_INVALID for a zone without a known Windows name. */
export function windowsTimeZone(iana: string): string {
  const found = windowsNames.get(iana);
  if (found !== undefined) return found;
  throw new ConnectorError('CONFIG_INVALID', {
    target: 'NPS_TIME_ZONE',
    found: `"${iana}"`,
    expected: 'a zone that SQL Server knows, such as Europe/Copenhagen',
  });
}
