/** DimProduct: what the customer bought or used. */
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export const dimProduct = defineTable({
  name: 'DimProduct',
  kind: 'dimension',
  grain: text(['One row per product.', 'Én række pr. produkt.']),
  caption: text(['Product', 'Produkt']),
  description: text(['Products and their groups.', 'Produkter og deres grupper.']),
  key: ['ProductKey'],
  unique: [['ProductId']],
  columns: {
    ProductKey: key('int32', ['Product', 'Produkt']),
    ProductId: businessKey(['Product', 'Produkt']),
    ProductName: attribute('string', ['Product', 'Produkt'], ['Name of the product.', 'Produktets navn.'], {
      namesMember: true,
    }),
    ProductGroup: attribute(
      'string',
      ['Product group', 'Produktgruppe'],
      ['Group that the product belongs to.', 'Gruppen produktet hører til.'],
      { nullable: true },
    ),
  },
});
