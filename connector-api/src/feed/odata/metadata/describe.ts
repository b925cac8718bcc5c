/** `$metadata` of the feed as CSDL 4.01, in XML and in JSON. */
import { container, edmTypes, entitySets, namespace, type EntitySet, type Property } from '../../entityModel';
import type { Language } from '../../../star';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** CSDL XML. Descriptions are in `language`. */
export function metadataXml(language: Language = 'en'): string {
  const sets = [...entitySets.values()];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:Reference Uri="https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml">',
    '<edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/>',
    '</edmx:Reference>',
    '<edmx:DataServices>',
    `<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
    ...sets.map((set) => entityTypeXml(set, language)),
    `<EntityContainer Name="${container}">`,
    ...sets.map(entitySetXml),
    '</EntityContainer>',
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
  ].join('\n');
}

function entityTypeXml({ name, table, key, properties, navigations }: EntitySet, language: Language): string {
  return [
    `<EntityType Name="${name}">`,
    `<Key>${key.map((column) => `<PropertyRef Name="${column}"/>`).join('')}</Key>`,
    ...[...properties.values()].map((property) => propertyXml(property, language)),
    ...[...navigations.values()].map(
      ({ name: navigation, target, column, nullable }) =>
        `<NavigationProperty Name="${navigation}" Type="${namespace}.${target}" Nullable="${String(nullable)}">` +
        `<ReferentialConstraint Property="${column}" ReferencedProperty="${entitySets.get(target)?.key[0] ?? ''}"/>` +
        '</NavigationProperty>',
    ),
    annotationXml('Core.Description', table.caption[language]),
    annotationXml('Core.LongDescription', `${table.grain[language]} ${table.description[language]}`),
    '</EntityType>',
  ].join('\n');
}

function propertyXml({ name, definition }: Property, language: Language): string {
  const facets = Object.entries(facetsOf(definition.type)).map(([facet, value]) => ` ${facet}="${String(value)}"`);
  const nullable = definition.nullable ? '' : ' Nullable="false"';
  return (
    `<Property Name="${name}" Type="${edmTypes[definition.type]}"${nullable}${facets.join('')}>` +
    annotationXml('Core.Description', definition.caption[language]) +
    annotationXml('Core.LongDescription', definition.description[language]) +
    '</Property>'
  );
}

const annotationXml = (term: string, text: string): string => `<Annotation Term="${term}" String="${xml(text)}"/>`;

function entitySetXml({ name, navigations }: EntitySet): string {
  const bindings = [...navigations.values()].map(
    ({ name: path, target }) => `<NavigationPropertyBinding Path="${path}" Target="${target}"/>`,
  );
  return `<EntitySet Name="${name}" EntityType="${namespace}.${name}">${bindings.join('')}</EntitySet>`;
}

function facetsOf(type: Property['definition']['type']): Readonly<Record<string, number>> {
  if (type === 'decimal') return { Precision: 18, Scale: 2 };
  return type === 'dateTime' ? { Precision: 6 } : {};
}

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** CSDL JSON: the same document, as data. */
export function metadataJson(language: Language = 'en'): Json {
  const sets = [...entitySets.values()];
  const types = sets.map((set) => [set.name, entityTypeJson(set, language)] as const);
  return {
    $Version: '4.01',
    $Reference: {
      'https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.json': {
        $Include: [{ $Namespace: 'Org.OData.Core.V1', $Alias: 'Core' }],
      },
    },
    $EntityContainer: `${namespace}.${container}`,
    [namespace]: {
      ...Object.fromEntries(types),
      [container]: {
        $Kind: 'EntityContainer',
        ...Object.fromEntries(sets.map((set) => [set.name, entitySetJson(set)])),
      },
    },
  };
}

function entityTypeJson({ table, key, properties, navigations }: EntitySet, language: Language): Json {
  return {
    $Kind: 'EntityType',
    $Key: key,
    ...Object.fromEntries([...properties.values()].map((each) => [each.name, propertyJson(each, language)])),
    ...Object.fromEntries(
      [...navigations.values()].map(({ name, target, column, nullable }) => [
        name,
        {
          $Kind: 'NavigationProperty',
          $Type: `${namespace}.${target}`,
          ...(nullable ? { $Nullable: true } : {}),
          $ReferentialConstraint: { [column]: entitySets.get(target)?.key[0] ?? '' },
        },
      ]),
    ),
    '@Core.Description': table.caption[language],
    '@Core.LongDescription': `${table.grain[language]} ${table.description[language]}`,
  };
}

function propertyJson({ definition }: Property, language: Language): Json {
  const facets = Object.fromEntries(
    Object.entries(facetsOf(definition.type)).map(([facet, value]) => [`$${facet}`, value]),
  );
  const type = edmTypes[definition.type];
  return {
    ...(type === 'Edm.String' ? {} : { $Type: type }),
    ...(definition.nullable ? { $Nullable: true } : {}),
    ...facets,
    '@Core.Description': definition.caption[language],
    '@Core.LongDescription': definition.description[language],
  };
}

function entitySetJson({ name, navigations }: EntitySet): Json {
  const bindings = Object.fromEntries([...navigations.values()].map((each) => [each.name, each.target]));
  return {
    $Collection: true,
    $Type: `${namespace}.${name}`,
    ...(navigations.size === 0 ? {} : { $NavigationPropertyBinding: bindings }),
  };
}

/** The service document: every entity set. */
export function serviceDocument(contextUrl: string): Json {
  return {
    '@odata.context': contextUrl,
    value: [...entitySets.values()].map(({ name, table }) => ({
      name,
      title: table.caption.en,
      kind: 'EntitySet',
      url: name,
    })),
  };
}
