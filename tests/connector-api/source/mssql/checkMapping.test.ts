import { ConnectorError } from '../../../../connector-api/src/errors';
import { nvarchar, types } from '../../../support/tds/dataType';
import { surveyServer } from '../../../support/tds/surveyServer';
import { readAll, referenceTables, type Running, running, type Server } from './sourceOverTds';

describe('checking a mapping when connecting', () => {
  let server: Server;
  let run: Running;
  beforeEach(async () => {
    server = surveyServer(referenceTables({}));
    run = await running(server);
  });
  afterEach(() => run.stop());

  const failure = async (entities: unknown): Promise<ConnectorError> => {
    const error: unknown = await run.open({ entities }).catch((thrown: unknown) => thrown);
    if (!(error instanceof ConnectorError)) throw new Error('The mapping was taken.');
    return error;
  };

  it('takes the reference schema as it is, and reads nothing yet', async () => {
    const source = await run.open();
    expect(source.entities).toHaveLength(15);
    expect(run.tds.requests.every((request) => request.sql.includes('where 1 = 0'))).toBe(true);
  });

  it('names entity, column, found and expected type of every problem of every mapping at once', async () => {
    server.tables.set('answers', {
      columns: [
        { name: 'id', type: types.float },
        { name: 'Responded_At', type: nvarchar(30) },
        { name: 'comments', type: types.nvarcharMax },
      ],
      rows: [],
    });
    server.tables.set('people', { columns: [{ name: 'name', type: nvarchar(100) }], rows: [] });
    const error = await failure({
      response: { select: 'select * from survey.answers' },
      contact: { select: 'select * from survey.people' },
      company: { select: 'select * from survey.gone' },
    });
    expect(error.code).toBe('SOURCE_SCHEMA');
    expect(error.facts.details?.map(({ target, code }) => [target, code])).toEqual([
      ['company', 'SOURCE_SCHEMA'],
      ['contact.id', 'COLUMN_MISSING'],
      ['response.responded_at', 'COLUMN_TYPE'],
      ['response.comments', 'COLUMN_TYPE'],
    ]);
    expect(error.message).toContain('response.responded_at: found nvarchar, expected datetime2,');
    expect(error.message).toContain("Invalid object name 'survey.gone'");
  });

  it('says what becomes empty without an entity or a column', async () => {
    server.tables.set('answers', {
      columns: [
        { name: 'id', type: types.bigint, nullable: false },
        { name: 'score', type: types.int },
        { name: 'responded_at', type: types.datetime2, nullable: false },
      ],
      rows: [],
    });
    const source = await run.open({ entities: { response: { select: 'select * from survey.answers;' } } });
    expect(source.entities).toEqual(['response']);
    expect(source.incremental).toEqual([]);
    const notes = (await readAll(source)).flatMap((item) => (item.kind === 'note' ? [item.text] : []));
    expect(notes).toContain('invitation is not mapped: no response rate, no response time, no delivery figures.');
    expect(notes.some((note) => /^response: no .*comment.* in the mapping; left empty\.$/.test(note))).toBe(true);
    expect(notes.some((note) => note.includes('read whole at every refresh'))).toBe(true);
    expect(notes).toHaveLength(16);
  });

  it('names what may be null and must not be: rows without go to quarantine', async () => {
    server.tables.set('answers', {
      columns: [
        { name: 'id', type: types.bigint, nullable: false },
        { name: 'score', type: types.int, nullable: true },
        { name: 'Responded_At', type: types.datetime2, nullable: true },
      ],
      rows: [],
    });
    const source = await run.open({ entities: { response: { select: 'select * from survey.answers' } } });
    const notes = (await readAll(source)).flatMap((item) => (item.kind === 'note' ? [item.text] : []));
    expect(notes).toContain('response: responded_at may be null; a row without goes to quarantine.');
  });

  it.each([
    ['that the login may not read', 229, "The SELECT permission was denied on the object 'people'.", 'SOURCE_REFUSED'],
    ['that is no SQL', 102, "Incorrect syntax near 'from'.", 'MAPPING_INVALID'],
    ['with a column that is not there', 207, "Invalid column name 'mail'.", 'SOURCE_SCHEMA'],
  ])(
    'names the entity of a SELECT %s, beside what is wrong with others, and reads nothing',
    async (_, number, message, code) => {
      server.tables.set('answers', { columns: [{ name: 'id', type: types.int }], rows: [] });
      server.intercept = ({ sql }) =>
        sql.includes('survey.people') ? { kind: 'error', error: { number, message } } : null;
      const error = await failure({
        contact: { select: 'select id, mail as email from survey.people' },
        response: { select: 'select * from survey.answers' },
      });
      expect(error.facts.details?.map(({ target, code: each }) => [target, each])).toEqual([
        ['contact', code],
        ['response.responded_at', 'COLUMN_MISSING'],
      ]);
      expect(error.message).toContain(`contact: error ${String(number)} "${message}".`);
      expect(run.tds.requests.every((request) => request.sql.includes('where 1 = 0'))).toBe(true);
    },
  );

  it('refuses a rowversion that is none, a flag that is no bit, and deletes of an entity without an id', async () => {
    server.tables.set('answers', {
      columns: [
        { name: 'id', type: nvarchar(50) },
        { name: 'responded_at', type: types.datetime2 },
        { name: 'version', type: types.bigint },
        { name: 'gone', type: types.int },
      ],
      rows: [],
    });
    const error = await failure({
      response: { select: 'select * from survey.answers', rowversion: 'version', deletes: { flag: 'gone' } },
      goal: { select: 'select * from survey.goal', deletes: 'compare' },
    });
    expect(error.facts.details?.map(({ target }) => target)).toEqual([
      'response.version',
      'response.gone',
      'goal.deletes',
    ]);
  });

  it('names the login that is refused without its password', async () => {
    const refused = surveyServer(referenceTables({}));
    const other = await running(
      Object.assign(refused, { admit: () => ({ number: 18456, message: 'Login failed for user reader.' }) }),
    );
    const error: unknown = await other.open().catch((thrown: unknown) => thrown);
    await other.stop();
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED' });
    expect((error as Error).message).toContain('Login failed for user reader.');
    expect((error as Error).message).not.toContain('secret of the test');
  });

  it('says that nothing listens', async () => {
    const { port } = run.tds;
    await run.stop();
    const error: unknown = await run.open({ port }).catch((thrown: unknown) => thrown);
    run = await running(server);
    expect(error).toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    expect((error as Error).message).toContain('127.0.0.1/survey');
  });
});
