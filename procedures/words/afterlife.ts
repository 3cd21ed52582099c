import { eachOf, PARTICIPANTS } from '../participants.ts'
import { ADDRESSEES, seenByAddressees, word } from '../word.ts'

/**
 * Who may contest (APL 76(1)): the addressee, a third person, and whoever's rights it restricts though they were not invited;
 * each independently of the others (26(4)). Somebody of article 29 stands in the case in the role of whom they defend.
 */
const CONTESTERS = [...PARTICIPANTS, 'concerned'] as const

/** What each of them sees of what was done on all that contested. */
const EACH = (...fields: string[]): Record<(typeof CONTESTERS)[number], string[]> =>
  eachOf(CONTESTERS, ...fields)

/**
 * What becomes of a decision: contestation at the ministry and its outcome (APL 76–82), the court (184–189), corrections (72),
 * explanation (73). All of it is possible for as long as the law lets it, also when the case has long been over.
 */
export const AFTERLIFE = word('afterlife', {
  stages: {
    'contest-period': { waitingOn: 'nobody', open: true, is: ['decided', 'after'] },
    contested: { waitingOn: 'ministry', open: true, is: ['decided', 'after'] },
    'in-court': { waitingOn: 'court', open: true, is: ['decided', 'after'] },
  },
  acts: {
    'contest.submit': {
      by: CONTESTERS,
      in: 'after',
      ofDecision: ['contest-period', 'contested'],
      contest: 'none',
      asParty: true,
      fresh: false,
      seenByDoer: ['extent', 'request', 'restore', 'learnedOn'],
    },
    'contest.withdraw': {
      by: CONTESTERS,
      in: 'after',
      ofDecision: ['contested'],
      contest: 'own',
      asParty: true,
      fresh: false,
      seenByDoer: ['reason'],
    },
    'contest.outcome': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['contested'],
      fresh: true,
      seenBy: EACH('outcome', 'number', 'date', 'inForceFrom', 'summary'),
    },
    'court.file': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['settled'],
      fresh: true,
      seenBy: EACH('filedOn', 'number'),
    },
    'court.outcome': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['in-court'],
      fresh: true,
      seenBy: EACH('outcome', 'number', 'inForceFrom', 'summary'),
    },
    'decision.correct': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: true,
      seenBy: seenByAddressees('where', 'was', 'becomes'),
    },
    'decision.ask': {
      by: ADDRESSEES,
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: false,
      seenBy: seenByAddressees('what', 'text'),
    },
    'decision.explain': {
      by: ['inspector'],
      in: 'after',
      ofDecision: ['service', 'contest-period', 'contested', 'in-court', 'settled'],
      fresh: true,
      seenBy: seenByAddressees('text'),
    },
  },
  // The ministry and the court tell the addressee of their decisions themselves; what was contested is known by our decision.
  outcomes: {
    revoked: { document: 'contest-forwarding', effect: 'annulled' },
    'revoked-partly': { document: 'contest-forwarding', effect: 'by-hand' },
  },
  tasks: ['contest', 'ministry-outcome', 'court-outcome', 'explain'],
  documents: ['contest-forwarding', 'contest-withdrawn', 'correction', 'explanation'],
})
