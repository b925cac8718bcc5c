/** BridgeResponseCategory: which themes a response touches, and how. */
import { sentiments } from '../../survey/vocabulary';
import { attribute, reference, text } from '../column';
import { defineTable } from '../table';

export { sentiments };

export const bridgeResponseCategory = defineTable({
  name: 'BridgeResponseCategory',
  kind: 'bridge',
  grain: text(['One row per response and theme.', 'Én række pr. svar og tema.']),
  caption: text(['Response category', 'Svarkategori']),
  description: text(['Links responses to themes (many to many).', 'Knytter svar til temaer (mange til mange).']),
  key: ['ResponseKey', 'CategoryKey'],
  columns: {
    ResponseKey: { ...reference('FactResponse', ['Response key', 'Svarnøgle']), type: 'int64' },
    CategoryKey: reference('DimCategory', ['Category key', 'Kategorinøgle']),
    Sentiment: attribute(
      'string',
      ['Sentiment', 'Stemning'],
      ['Negative, neutral or positive.', 'Negativ, neutral eller positiv.'],
      { nullable: true, acceptedValues: sentiments },
    ),
  },
});
