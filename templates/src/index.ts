/** The templates' public face: measures and queries over the star, report definitions, and writing them to files. */
export * from './model/expression';
export * from './model/query/types';
export { compileQuery } from './model/query/compileQuery';
export { assertMeasures, findMeasure, measures } from './model/measures';
export { modelNames } from './model/names';
export { sourceKindOf } from './model/snapshotTable';
export { toDax } from './model/toDax';
export * from './report';
export { queryFilters } from './report/definitionFilters';
export { phoneLayout, phonePage, type PhoneLayout } from './report/phoneLayout';
export { bindingName, columnName } from './report/bind';
export { boundFields, visualQuery, type BoundField } from './report/query';
