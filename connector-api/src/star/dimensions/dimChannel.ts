/** DimChannel: the way an invitation went out or an answer came in. */
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export const dimChannel = defineTable({
  name: 'DimChannel',
  kind: 'dimension',
  grain: text(['One row per channel.', 'Én række pr. kanal.']),
  caption: text(['Channel', 'Kanal']),
  description: text(['E-mail, SMS, QR, in-app and so on.', 'E-mail, SMS, QR, in-app og så videre.']),
  key: ['ChannelKey'],
  unique: [['ChannelId']],
  columns: {
    ChannelKey: key('int32', ['Channel', 'Kanal']),
    ChannelId: businessKey(['Channel', 'Kanal']),
    ChannelName: attribute('string', ['Channel', 'Kanal'], ['Name of the channel.', 'Kanalens navn.'], {
      namesMember: true,
    }),
  },
});
