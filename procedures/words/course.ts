import { word } from '../word.ts'
import { DELAY } from './delay.ts'
import { INSPECTION } from './inspection.ts'
import { REPLACEMENT } from './replacement.ts'

/** Slow work that failed again and again is tried once more. */
export const RETRY = 'trouble.retry'

/**
 * What every case has: a beginning, an end with or without a decision, and what is possible all along: whoever takes part may ask that
 * an official be replaced (APL 37(2)), look into the file (61), complain about delay (49).
 */
export const COURSE = word('course', {
  stages: {
    // Receipted; the workflow has not opened the first task yet.
    registered: { waitingOn: 'service', open: true },
    final: { waitingOn: 'nobody', open: false, is: ['after'] },
    closed: { waitingOn: 'nobody', open: false },
  },
  acts: {
    'case.withdraw': { by: ['applicant'], in: 'undecided', fresh: false, seenBy: { applicant: ['reason'] } },
    // A letter that tells of the end may fail as well.
    [RETRY]: { by: ['supervisor'], in: 'any', fresh: false },
    ...REPLACEMENT.acts,
    ...INSPECTION.acts,
    ...DELAY.acts,
  },
  outcomes: { withdrawn: { document: 'closing-notice', effect: 'none' } },
  // `representation`: beside the procedure, whichever it is (cases/parties/).
  tasks: ['trouble', 'representation', 'conflict', ...REPLACEMENT.tasks, ...INSPECTION.tasks, ...DELAY.tasks],
  documents: [
    ...(['receipt', 'application', 'closing-notice'] as const),
    ...REPLACEMENT.documents,
    ...INSPECTION.documents,
    ...DELAY.documents,
  ],
})
