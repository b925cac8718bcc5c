/** A survey system that keeps changing in random ways, and gives the changes as a source with watermarks would. */
import type { Source, SourceItem } from '../../../connector-api/src/source/source';
import { seededRandom } from '../../../connector-api/src/source/sample/random';
import type { EntityName } from '../../../connector-api/src/survey/entities';
import type { Value } from '../../../connector-api/src/survey/entity';
import { at, rowSource, type Rows } from './rowSource';

type Row = Readonly<Record<string, Value>>;

const day = 86_400_000;
const incremental = ['company', 'contact', 'invitation', 'response', 'follow_up', 'opportunity'] as const;
const begin = at('2026-01-05T09:30:00Z');

export class ChangingSurvey {
  private readonly random;
  private readonly tables = new Map<EntityName, Map<string, Row>>();
  private going: { readonly entity: EntityName; readonly id: string }[] = [];
  private clock = begin + 200 * day;
  private made = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    for (const unit of ['u1', 'u2', 'u3']) this.put('business_unit', unit, { name: unit.toUpperCase() });
    for (const [index, employee] of ['e1', 'e2', 'e3', 'e4'].entries())
      this.put('employee', employee, { name: employee, business_unit_id: `u${String(1 + (index % 3))}` });
    this.put('campaign', 'rel', {
      name: 'Relation',
      survey_class: 'relational',
      metric: 'NPS',
      business_unit_id: 'u1',
    });
    this.put('campaign', 'tx', { name: 'Delivery', survey_class: 'transactional', metric: 'NPS' });
    this.put('campaign', 'csat', { name: 'Support', survey_class: 'transactional', metric: 'CSAT', rating_max: 5 });
    for (let index = 0; index < 6; index += 1) this.company(`k${String(index)}`);
    for (let index = 0; index < 12; index += 1) this.contact(`p${String(index)}`);
    for (let index = 0; index < 25; index += 1) this.invite();
    for (let index = 0; index < 60; index += 1) this.answer();
    for (let index = 0; index < 12; index += 1) this.openCase();
    for (let index = 0; index < 20; index += 1) this.tag();
    this.put('goal', 'g', {
      business_unit_id: 'u1',
      survey_class: 'relational',
      month: Math.floor(begin / day),
      goal_nps: 30,
    });
  }

  /** Changes a few things. Gives what it did, for the message of a failing test. */
  change(): string[] {
    this.clock += Math.floor(this.random.next() * 3 * day);
    const times = 1 + this.random.index(3);
    return Array.from({ length: times }, () => {
      const change = this.random.pick(this.changes);
      change.call(this);
      return change.name;
    });
  }

  /** A contact that has answered, to be forgotten. */
  someContact(): string {
    return this.random.pick([...this.table('contact').keys()]);
  }

  /** What has changed, to whoever asks with a watermark; and what was deleted since the source was last asked for. */
  source(): Source {
    const rows = Object.fromEntries([...this.tables].map(([entity, table]) => [entity, [...table.values()]])) as Rows;
    const more = this.going
      .filter(({ entity, id }) => !this.table(entity).has(id))
      .map(({ entity, id }): SourceItem => ({ kind: 'deleted', entity, ids: [id] }));
    this.going = [];
    return rowSource(rows, { incremental: [...incremental], more });
  }

  private readonly changes: readonly (() => void)[] = [
    this.answer,
    this.answer,
    this.editAnswer,
    this.editAnswer,
    this.flagAnswer,
    this.deleteAnswer,
    this.bringAnswerBack,
    this.invite,
    this.editInvitation,
    this.deleteInvitation,
    this.openCase,
    this.editCase,
    this.deleteCase,
    this.tag,
    this.untag,
    this.renameCampaign,
    this.changeCampaign,
    this.moveEmployee,
    this.editContact,
    this.editCompany,
    this.describeMember,
    this.deal,
    this.waitLong,
  ];

  private readonly gone = new Map<string, Row>();

  private answer(): void {
    const invitation = this.random.chance(0.5) ? this.anyOf('invitation') : null;
    this.put('response', this.id('r'), {
      ...this.occasion(invitation === null ? 0.7 : 0.2),
      invitation_id: invitation,
      score: this.score(),
      comment: this.random.chance(0.4) ? `said ${String(this.made)}` : null,
      responded_at: this.instant(),
    });
  }

  private editAnswer(): void {
    const id = this.anyOf('response');
    if (id === null) return;
    const edits: readonly Row[] = [
      { score: this.score() },
      { comment: `edited ${String(this.made)}` },
      { contact_id: this.member('p', 14) },
      { campaign_id: this.random.pick(['rel', 'tx', 'csat', 'unheard of']) },
      { invitation_id: this.anyOf('invitation') },
      { responded_at: this.instant() },
      { company_id: this.member('k', 8), employee_id: this.random.pick(['e1', 'e2', 'e9']) },
    ];
    this.put('response', id, { ...this.row('response', id), ...this.random.pick(edits) });
  }

  private flagAnswer(): void {
    const id = this.anyOf('response');
    if (id !== null) this.put('response', id, { ...this.row('response', id), deleted: true });
  }

  private deleteAnswer(): void {
    this.remove('response');
  }

  private bringAnswerBack(): void {
    const [id, row] = [...this.gone][0] ?? [];
    if (id === undefined || row === undefined) return;
    this.gone.delete(id);
    this.put('response', id, { ...row, deleted: false });
  }

  private invite(): void {
    this.put('invitation', this.id('i'), { ...this.occasion(0.8), sent_at: this.instant() });
  }

  private editInvitation(): void {
    const id = this.anyOf('invitation');
    if (id === null) return;
    const edit = this.random.chance(0.4) ? { opened_at: this.instant() } : this.occasion(0.8);
    this.put('invitation', id, { ...this.row('invitation', id), ...edit });
  }

  private deleteInvitation(): void {
    this.remove('invitation');
  }

  private openCase(): void {
    const opened = this.instant();
    this.put('follow_up', this.id('f'), {
      response_id: this.random.chance(0.9) ? this.anyOf('response') : this.random.pick(['nowhere', null]),
      status: 'open',
      owner_id: this.random.pick(['e1', 'e2', null]),
      opened_at: opened,
      due_at: this.random.chance(0.5) ? this.clock + Math.floor(this.random.next() * 6 * day) : opened + 2 * day,
    });
  }

  private editCase(): void {
    const id = this.anyOf('follow_up');
    if (id === null) return;
    const edits: readonly Row[] = [
      { status: 'closed', closed_at: this.instant() },
      { response_id: this.anyOf('response') },
      { opened_at: this.instant() },
    ];
    this.put('follow_up', id, { ...this.row('follow_up', id), ...this.random.pick(edits) });
  }

  private deleteCase(): void {
    this.remove('follow_up');
  }

  private tag(): void {
    const response = this.anyOf('response');
    if (response === null) return;
    const category = this.random.pick(['price', 'delivery', 'help']);
    const sentiment = this.random.pick(['negative', 'neutral', 'positive']);
    this.table('response_category').set(`${response}|${category}`, { response_id: response, category, sentiment });
  }

  private untag(): void {
    const id = this.anyOf('response_category');
    if (id !== null) this.table('response_category').delete(id);
  }

  private renameCampaign(): void {
    const id = this.random.pick(['rel', 'tx', 'csat']);
    this.put('campaign', id, { ...this.row('campaign', id), name: `Name ${String(this.made)}` });
    this.made += 1;
  }

  private changeCampaign(): void {
    const id = this.random.pick(['rel', 'tx', 'csat', 'unheard of']);
    const edits: readonly Row[] = [
      { metric: this.random.pick(['NPS', 'CSAT', 'CES']) },
      { survey_class: this.random.pick(['relational', 'transactional', 'experience']) },
      { business_unit_id: this.random.pick(['u1', 'u2', null]) },
      { rating_max: this.random.pick([5, 7, 10]) },
    ];
    this.put('campaign', id, { name: 'New', ...this.row('campaign', id), ...this.random.pick(edits) });
  }

  private moveEmployee(): void {
    const id = this.random.pick(['e1', 'e2', 'e3', 'e9']);
    this.put('employee', id, { ...this.row('employee', id), business_unit_id: this.random.pick(['u1', 'u2', 'u7']) });
  }

  private editContact(): void {
    this.contact(this.member('p', 14));
  }

  private editCompany(): void {
    this.company(this.member('k', 8));
  }

  /** A member that only facts knew so far. */
  private describeMember(): void {
    const entity = this.random.pick(['channel', 'touchpoint', 'product', 'business_unit'] as const);
    this.put(entity, `${entity} ${String(this.random.index(3))}`, { name: `Described ${String(this.made)}` });
  }

  private deal(): void {
    this.put('opportunity', `o${String(this.random.index(4))}`, {
      company_id: this.member('k', 8),
      contact_id: this.member('p', 14),
      amount: 100 + this.random.index(900),
      outcome: this.random.pick(['open', 'won', 'lost']),
    });
  }

  private waitLong(): void {
    this.clock += 9 * day;
    this.answer();
  }

  private company(id: string): void {
    this.put('company', id, { name: `K ${id}`, segment: this.random.pick(['Small', 'Large', null]) });
  }

  private contact(id: string): void {
    this.put('contact', id, {
      company_id: this.member('k', 8),
      name: `Name of ${id}`,
      email: `${id}@x.example`,
      role: this.random.pick(['buyer', 'decision maker', null]),
    });
  }

  private occasion(known: number): Row {
    const maybe = (value: string): string | null => (this.random.chance(known) ? value : null);
    return {
      campaign_id: maybe(this.random.pick(['rel', 'tx', 'csat', 'unheard of'])),
      touchpoint_id: maybe(`touchpoint ${String(this.random.index(3))}`),
      channel_id: maybe(`channel ${String(this.random.index(3))}`),
      contact_id: maybe(this.member('p', 14)),
      employee_id: maybe(this.random.pick(['e1', 'e2', 'e3', 'e4', 'e9'])),
      product_id: maybe(`product ${String(this.random.index(3))}`),
    };
  }

  private score(): string | null {
    return this.random.pick(['0', '3', '6', '7', '8', '9', '10', '5', '2', 'N/A', '11', null]);
  }

  /** Any time of the survey so far: most changes are late. */
  private instant(): number {
    return begin + Math.floor(this.random.next() * (this.clock - begin));
  }

  private member(letter: string, count: number): string {
    return `${letter}${String(this.random.index(count))}`;
  }

  private id(letter: string): string {
    this.made += 1;
    return `${letter}${String(this.made)}`;
  }

  private remove(entity: 'response' | 'invitation' | 'follow_up'): void {
    const id = this.anyOf(entity);
    if (id === null) return;
    if (entity === 'response') this.gone.set(id, this.row(entity, id));
    this.table(entity).delete(id);
    this.going.push({ entity, id });
  }

  private anyOf(entity: EntityName): string | null {
    const ids = [...this.table(entity).keys()];
    return ids.length === 0 ? null : this.random.pick(ids);
  }

  private row(entity: EntityName, id: string): Row {
    return this.table(entity).get(id) ?? {};
  }

  private table(entity: EntityName): Map<string, Row> {
    const known = this.tables.get(entity) ?? new Map<string, Row>();
    this.tables.set(entity, known);
    return known;
  }

  /** Every change has a time of its own, as a survey system's clock gives it. */
  private put(entity: EntityName, id: string, row: Row): void {
    this.clock += 1000;
    this.table(entity).set(id, { ...row, id, modified_at: this.clock });
  }
}
