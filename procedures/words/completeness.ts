import { word } from '../word.ts'

/** Is the application complete; if not, it is left without progress until it is cured (APL 56(1¹), 64(1¹)). */
export const COMPLETENESS = word('completeness', {
  stages: {
    completeness: { waitingOn: 'inspector', open: true, is: ['undecided', 'running'] },
    // While the applicant cures defects the term does not run.
    cure: { waitingOn: 'applicant', open: true, is: ['undecided'] },
  },
  acts: {
    'completeness.confirm': {
      by: ['inspector'],
      in: ['completeness'],
      fresh: true,
      seenBy: { applicant: [] },
      needs: ['signatures-judged'],
    },
    'completeness.return': {
      by: ['inspector'],
      in: ['completeness'],
      fresh: true,
      seenBy: { applicant: ['remarks'] },
    },
    // Judges nothing that is seen on a page: what is sent is the draft, and there is one for each cure.
    // By its hash a party checks alone that the corrections which the case recorded are theirs.
    'application.cure': {
      by: ['applicant'],
      in: ['cure'],
      fresh: false,
      seenBy: { applicant: ['contentHash'] },
      needs: ['corrected-application'],
    },
  },
  outcomes: { 'not-submitted': { document: 'closing-notice', effect: 'none' } },
  tasks: ['completeness', 'cure'],
  documents: ['notice-without-progress'],
})
