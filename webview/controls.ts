/**
 * The only file that knows the component library. A successor with the same elements is a change of this file.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeBadge,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeLink,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTag,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, type Attributes, type Child } from './dom';

/** Defines the elements; once, before anything is drawn. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeBadge(),
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeLink(),
    vsCodeOption(),
    vsCodeProgressRing(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTag(),
    vsCodeTextField(),
  );
}

/** How a button looks: one primary per view, `quiet` is a link that acts. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet';

/** What a button needs besides its words. */
export interface ButtonOptions {
  readonly kind?: ButtonKind;
  /** Read aloud instead of the words, when they are too short alone. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly class?: string;
  readonly attributes?: Attributes;
}

/** A button named by its effect. */
export function button(words: Child, press: () => void, options: ButtonOptions = {}): HTMLElement {
  const kind = options.kind ?? 'secondary';
  const spoken = options.label ?? (kind === 'quiet' && typeof words === 'string' ? words : null);
  return h(
    'vscode-button',
    {
      // Before the appearance: an icon button without a name gets a wrong one.
      'aria-label': spoken,
      appearance: kind === 'quiet' ? 'icon' : kind,
      class: [kind === 'quiet' ? 'quiet' : '', options.class ?? ''].join(' ').trim() || null,
      disabled: options.disabled,
      title: options.title,
      on: { click: press },
      ...options.attributes,
    },
    words,
  );
}

/** Switches a button on or off. */
export function enable(control: HTMLElement, on: boolean): void {
  control.toggleAttribute('disabled', !on);
}

/** One entry of a drop-down. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Some elements name themselves when they enter the page; the name given here comes after and wins. */
function named<E extends HTMLElement>(element: E, label: string): E {
  queueMicrotask(() => {
    element.setAttribute('aria-label', label);
  });
  return element;
}

interface ValueElement extends HTMLElement {
  value: string;
}

/** The element takes '' for "no value" and then shows its first option: inside it no value is empty. */
const inside = (value: string): string => `=${value}`;

/** From this many choices on a drop-down is filled when it is first used: each choice is a costly element. */
const MANY = 20;

/** A drop-down; `label` is read aloud. `pick` hears values that differ from the current one. */
export function dropdown(
  label: string,
  choices: readonly Choice[],
  current: string,
  pick: (value: string) => void,
  attributes: Attributes = {},
): HTMLElement {
  let last = current;
  const option = (choice: Choice) =>
    h(
      'vscode-option',
      { value: inside(choice.value), selected: choice.value === current, title: choice.text },
      choice.text,
    );
  const at = choices.findIndex((choice) => choice.value === current);
  const later = choices.length >= MANY && at >= 0;
  const shown = later ? choices.slice(at, at + 1) : choices;
  const element: ValueElement = h(
    'vscode-dropdown',
    {
      'aria-label': label,
      ...attributes,
      on: {
        change: () => {
          const value = element.value.slice(1);
          if (value === last) return;
          last = value;
          pick(last);
        },
      },
    },
    shown.map(option),
  ) as ValueElement;
  if (later) {
    const fillUp = () => {
      element.prepend(...choices.slice(0, at).map(option));
      element.append(...choices.slice(at + 1).map(option));
    };
    element.addEventListener('focusin', fillUp, { once: true });
  }
  return element;
}

/** A field of one line; `change` hears every stroke. */
export function textField(
  label: string,
  value: string,
  change: (value: string) => void,
  attributes: Attributes = {},
): HTMLElement {
  const element: ValueElement = h('vscode-text-field', {
    value,
    ...attributes,
    on: {
      input: () => {
        change(element.value);
      },
    },
  }) as ValueElement;
  return named(element, label);
}

/** A check box with its words. */
export function checkbox(
  words: Child,
  checked: boolean,
  change: (checked: boolean) => void,
  attributes: Attributes = {},
): HTMLElement {
  const element: HTMLElement & { checked: boolean } = h(
    'vscode-checkbox',
    {
      checked,
      ...attributes,
      on: {
        change: () => {
          change(element.checked);
        },
      },
    },
    words,
  ) as HTMLElement & { checked: boolean };
  return element;
}

/** One choice of a radio group: its value and what stands beside the dot. */
export interface RadioChoice {
  readonly value: string;
  readonly label: string;
  readonly content: Child;
}

/** A vertical group of radio buttons: one tab stop, arrows move and choose. */
export function radioGroup(
  label: string,
  choices: readonly RadioChoice[],
  current: string | null,
  pick: (value: string) => void,
): HTMLElement {
  let last = current;
  const element: ValueElement = h(
    'vscode-radio-group',
    {
      orientation: 'vertical',
      'aria-label': label,
      value: current,
      on: {
        change: () => {
          if (!element.value || element.value === last) return;
          last = element.value;
          pick(last);
        },
      },
    },
    choices.map((choice) =>
      named(
        h(
          'vscode-radio',
          { value: choice.value, checked: choice.value === current },
          choice.content,
        ),
        choice.label,
      ),
    ),
  ) as ValueElement;
  return element;
}

/** A number in a pill. */
export function badge(value: Child, label?: string): HTMLElement {
  return h('vscode-badge', { 'aria-label': label, role: label ? 'img' : undefined }, value);
}

/** A word in a frame. */
export function tag(word: string): HTMLElement {
  return h('vscode-tag', {}, word);
}

/** A link that acts inside the editor. */
export function link(words: Child, press: () => void, label?: string): HTMLElement {
  return h(
    'vscode-link',
    {
      href: '#',
      'aria-label': label,
      on: {
        click: (event) => {
          event.preventDefault();
          press();
        },
      },
    },
    words,
  );
}

/** Work is going on, for how long is not known. */
export function progressRing(label: string): HTMLElement {
  return named(h('vscode-progress-ring'), label);
}
