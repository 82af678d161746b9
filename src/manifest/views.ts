import {
  ACTIVE_CONTAINER,
  ACTIVE_DATASET,
  ACTIVE_VIEW,
  DATASETS_VIEW,
  VIEW_CONTAINER,
  WALKTHROUGH,
  type CommandId,
} from './commands';

const ICON = 'media/ballast.svg';

/** The activity bar entry with its tree, and what stands in the tree while it is empty. */
export const VIEWS = {
  viewsContainers: {
    activitybar: [{ id: VIEW_CONTAINER, title: 'Ballast', icon: ICON }],
    secondarySidebar: [{ id: ACTIVE_CONTAINER, title: 'Active Dataset', icon: ICON }],
  },
  views: {
    [VIEW_CONTAINER]: [
      { id: DATASETS_VIEW, name: 'Datasets', icon: ICON, contextualTitle: 'Ballast' },
    ],
    [ACTIVE_CONTAINER]: [
      { id: ACTIVE_VIEW, name: 'Active Dataset', icon: ICON, contextualTitle: 'Ballast' },
    ],
  },
  viewsWelcome: [
    {
      view: DATASETS_VIEW,
      contents: [
        'No dataset was audited yet. Right-click a data file (CSV, JSON Lines, Parquet, Arrow, Excel ...) and choose Ballast, or:',
        link('Choose File...', 'ballast.audit'),
        link('Try the Penguins', 'ballast.openSample'),
        `${link('Take the walkthrough', 'ballast.openWalkthrough')}.`,
      ].join('\n'),
    },
    {
      view: ACTIVE_VIEW,
      when: `${ACTIVE_DATASET} == new`,
      contents: [
        'The data file in front was not audited yet.',
        link('Audit Dataset', 'ballast.audit'),
        link('Balance Dataset...', 'ballast.balance'),
      ].join('\n'),
    },
    {
      view: ACTIVE_VIEW,
      when: `${ACTIVE_DATASET} != new && ${ACTIVE_DATASET} != known`,
      contents: [
        'Open a data file, and what there is to know of it stands here: the verdict, the main figures, the first findings.',
        link('Choose File...', 'ballast.audit'),
        link('Try the Penguins', 'ballast.openSample'),
      ].join('\n'),
    },
  ],
};

/** The steps of the first five minutes; their texts are in media/walkthrough. */
export const WALKTHROUGHS = [
  {
    id: WALKTHROUGH,
    title: 'Audit and Balance a Dataset',
    description: 'From a file to a balanced file that you can account for, in four steps.',
    icon: 'media/icon.png',
    steps: [
      step(
        'open',
        'Open the sample',
        '344 penguins of three species, with a few empty cells.',
        link('Try the Penguins', 'ballast.openSample'),
        ['onCommand:ballast.openSample'],
      ),
      step(
        'audit',
        'Audit a dataset of your own',
        'Right-click a file in the explorer and choose Ballast, or pick one here.',
        link('Audit Dataset', 'ballast.audit'),
        ['onCommand:ballast.audit', 'onCommand:ballast.auditActive'],
      ),
      step(
        'review',
        'Review what was found',
        'One sentence, five figures, then the findings, each with the rows that prove it.',
        link('Show Report', 'ballast.showPanel'),
        ['onCommand:ballast.showPanel'],
      ),
      step(
        'balance',
        'Balance it',
        'Choose a remedy, look at before and after, and write the result beside the source.',
        link('Balance Dataset...', 'ballast.balance'),
        ['onCommand:ballast.balance', 'onCommand:ballast.applyMethod'],
      ),
    ],
  },
];

function link(title: string, command: CommandId): string {
  return `[${title}](command:${command})`;
}

function step(
  id: string,
  title: string,
  text: string,
  action: string,
  completionEvents: readonly string[],
): object {
  const media = { markdown: `media/walkthrough/${id}.md` };
  return { id, title, description: `${text}\n${action}`, media, completionEvents };
}
