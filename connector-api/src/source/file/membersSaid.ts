/** What answers say of members that a CRM file knows: it fills what the file leaves out of them. */
import type { OpenCrmFile } from './crmFile';
import type { EntityRow } from './rowReader';

export class MembersSaid {
  private readonly places: ReadonlyArray<{ readonly file: OpenCrmFile; readonly rows: Map<string, EntityRow> }>;

  constructor(files: readonly OpenCrmFile[]) {
    this.places = files.map((file) => ({ file, rows: new Map() }));
  }

  note(entity: string, row: EntityRow): void {
    const place = this.places.find(({ file }) => file.entity === entity);
    const id = row['id'];
    if (place === undefined || typeof id !== 'string' || !place.file.members.has(id)) return;
    place.rows.set(id, { ...place.rows.get(id), ...row });
  }

  /** By id. */
  of(file: OpenCrmFile): ReadonlyMap<string, EntityRow> {
    return this.places.find((place) => place.file === file)?.rows ?? new Map();
  }
}
