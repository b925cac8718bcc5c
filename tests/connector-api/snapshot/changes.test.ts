/** A star that was changed row by row is the star that building everything gives: after every one of many random changes. */
import { forget } from '../../../connector-api/src/snapshot/forget';
import type { RefreshEvent } from '../../../connector-api/src/snapshot/refresh';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { seededRandom } from '../../../connector-api/src/source/sample/random';
import { ChangingSurvey } from '../support/changingSurvey';
import { refreshInto, testOptions } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';
import { wholeStars } from '../support/wholeStar';

const folder = temporaryFolders();
const { expectSameStar } = wholeStars(folder);
const rounds = 14;

describe.each([11, 12, 13])('random changes, seed %i', (seed) => {
  it('give row for row and hash for hash what building everything gives', async () => {
    const dataFolder = folder();
    const survey = new ChangingSurvey(seed);
    await refreshInto(dataFolder, survey.source());
    for (let round = 0; round < rounds; round += 1) {
      const done = survey.change();
      const ways: RefreshEvent[] = [];
      const progress = (event: RefreshEvent): void => {
        if (event.kind === 'star') ways.push(event);
      };
      const before = openSnapshotStore(dataFolder).current();
      before?.release();
      const { manifest } = await refreshInto(dataFolder, survey.source(), { progress });
      try {
        expect(ways).toEqual([{ kind: 'star', from: before?.id }]);
        await expectSameStar(dataFolder, manifest);
      } catch (error) {
        throw new Error(`round ${String(round)}, after ${done.join(', ')}`, { cause: error });
      }
    }
    await forget(survey.someContact(), testOptions(dataFolder));
    survey.change();
    const { manifest } = await refreshInto(dataFolder, survey.source());
    await expectSameStar(dataFolder, manifest);
  });
});

it('loses no change to a refresh that failed after it had read', async () => {
  const dataFolder = folder();
  const survey = new ChangingSurvey(14);
  const random = seededRandom(14);
  await refreshInto(dataFolder, survey.source());
  for (let round = 0; round < 6; round += 1) {
    survey.change();
    const failAt = 1 + random.index(15);
    let events = 0;
    const progress = ({ kind }: RefreshEvent): void => {
      if (kind === 'star' || kind === 'building' || kind === 'tested') events += 1;
      if (events >= failAt) throw new Error('broken off');
    };
    await expect(refreshInto(dataFolder, survey.source(), { progress })).rejects.toThrow('broken off');
    survey.change();
    const { manifest } = await refreshInto(dataFolder, survey.source());
    expect(manifest).toMatchObject({ patches: round + 1 });
    await expectSameStar(dataFolder, manifest);
  }
});
