/** The one door through which the templates see the connector: the definitions of the star schema, nothing else. */
export * from '../../connector-api/src/star';
