import { word } from '../word.ts'

/** Draft, review by a second person, signature (APL 63, 67). */
export const DECIDE = word('decide', {
  stages: {
    proposal: {
      waitingOn: 'inspector',
      open: true,
      inside: true,
      is: ['undecided', 'running', 'drafted'],
    },
    review: {
      waitingOn: 'reviewer',
      open: true,
      inside: true,
      is: ['undecided', 'running', 'drafted', 'previewed'],
    },
    signature: {
      waitingOn: 'director',
      open: true,
      inside: true,
      is: ['undecided', 'running', 'drafted', 'previewed', 'issuing'],
    },
    // The signing service has the decision: nothing is done in the case until it answers.
    signing: { waitingOn: 'service', open: true, inside: true, is: ['previewed'] },
  },
  acts: {
    'proposal.submit': {
      by: ['inspector'],
      in: ['proposal'],
      fresh: true,
      ground: true,
      drafts: true,
      needs: ['lawful-draft'],
    },
    // Second person: neither who assessed or drafted may review, nor who did any of it may sign.
    'review.approve': {
      by: ['reviewer'],
      in: ['review'],
      fresh: true,
      notBySameAs: ['grounds'],
    },
    'review.return': { by: ['reviewer'], in: ['review'], fresh: true, notBySameAs: ['grounds'] },
    'decision.sign': {
      by: ['director'],
      in: ['signature'],
      fresh: true,
      notBySameAs: ['grounds', 'review.approve'],
      needs: ['issuable'],
    },
    'decision.return': { by: ['director'], in: ['signature'], fresh: true },
  },
  tasks: ['proposal', 'review', 'signature'],
  documents: ['decision'],
})
