/** Draws scenes into one SVG and finds the datum under an event. The only code that owns elements. */
import type { Datum, Group, Scene } from '../layout/scene';
import type { Theme } from '../layout/theme';
import { KeptElement } from './keptElement';
import { KeptGroup } from './keptGroup';
import type { Owner } from './keptMark';
import { Patterns } from './renderPatterns';

/** More marks than this change at once rather than glide. */
const mostMoving = 400;

export interface Manner {
  /** Draws without motion. */
  readonly still: boolean;
  /** Whether marks can be clicked: only then they are offered as buttons. */
  readonly interactive: boolean;
  /** Pixels of the page per unit of the scene. */
  readonly zoom: number;
}

export interface Found {
  readonly datum: Datum;
  readonly element: Element;
}

export class SceneRenderer {
  readonly svg: SVGElement;
  private readonly root: KeptElement;
  private readonly patterns: Patterns;
  /** In the order they are drawn and read. */
  private groups: ReadonlyMap<string, KeptGroup> = new Map();
  private readonly owners = new WeakMap<Element, Owner>();
  private chosen: ((datum: Datum) => boolean) | null = null;
  private stop: Element | null = null;

  /** @param prefix makes the ids of this instance unique on the page. */
  constructor(
    private readonly parent: HTMLElement,
    prefix: string,
  ) {
    const owner = parent.ownerDocument;
    this.root = new KeptElement(owner, 'svg');
    this.svg = this.root.element;
    this.patterns = new Patterns(owner, prefix);
    this.svg.append(this.patterns.root.element);
    parent.append(this.svg);
  }

  draw(scene: Scene, theme: Theme, { still, interactive, zoom }: Manner): void {
    const { root } = this;
    const marks = scene.groups.reduce((sum, group) => sum + group.marks.length, 0);
    const moving = !still && marks <= mostMoving;
    root.set('class', `nps-scene${moving ? ' nps-moving' : ''}`);
    root.set('width', scene.width * zoom);
    root.set('height', scene.height * zoom);
    root.set('viewBox', zoom === 1 ? undefined : `0 0 ${scene.width} ${scene.height}`);
    root.set('role', 'group');
    root.set('aria-label', scene.label);
    root.set('font-family', theme.fontFamily);
    root.set('style', `--nps-focus:${theme.foreground};--nps-ground:${theme.background}`);
    this.patterns.update(theme);
    const shown = new Map<string, KeptGroup>();
    let next = this.patterns.root.element.nextSibling;
    for (const group of scene.groups) {
      const kept = this.groups.get(group.key) ?? this.makeGroup(group);
      shown.set(group.key, kept);
      const { element } = kept.kept;
      if (element === next) next = element.nextSibling;
      else this.svg.insertBefore(element, next);
      kept.update(group, this.patterns.resolve, interactive, moving);
      kept.fade(this.chosen);
    }
    for (const [key, group] of this.groups) if (!shown.has(key)) group.kept.element.remove();
    this.groups = shown;
    this.placeTabStop();
  }

  private makeGroup(group: Group): KeptGroup {
    return new KeptGroup(this.parent.ownerDocument, group, (element, owner) => this.owners.set(element, owner));
  }

  /** One tab stop for the visual, the focused mark if there is one; arrow keys move on from there. */
  private placeTabStop(): void {
    const { activeElement } = this.parent.ownerDocument;
    if (activeElement && this.isFocusable(activeElement)) this.moveTabStop(activeElement);
    else {
      for (const group of this.groups.values()) {
        const first = group.firstFocusable();
        if (first) return this.moveTabStop(first);
      }
    }
  }

  private isFocusable(element: Element): boolean {
    return element.hasAttribute('tabindex') && this.svg.contains(element);
  }

  /** Makes the element the one that the tab key reaches. */
  moveTabStop(element: Element): void {
    const { stop } = this;
    if (stop && stop !== element && stop.hasAttribute('tabindex')) stop.setAttribute('tabindex', '-1');
    if (element.getAttribute('tabindex') !== '0') element.setAttribute('tabindex', '0');
    this.stop = element;
  }

  /** Fades everything but the chosen data within each group that has some; null fades nothing. */
  choose(chosen: ((datum: Datum) => boolean) | null): void {
    // Marks drawn while nothing is chosen stand unfaded already.
    if (!chosen && !this.chosen) return;
    this.chosen = chosen;
    for (const group of this.groups.values()) group.fade(chosen);
  }

  focusable(): readonly Element[] {
    return [...this.groups.values()].flatMap((group) => group.focusable());
  }

  /** The datum that an event target belongs to; null on empty space. */
  find(target: EventTarget | null): Found | null {
    let element = target instanceof Element ? target : null;
    while (element && element !== this.svg) {
      const datum = this.owners.get(element)?.datum;
      if (datum) return { datum, element };
      element = element.parentElement;
    }
    return null;
  }
}
