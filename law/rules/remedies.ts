import { fourMonths, ONE_YEAR, rules } from './spec.ts'

const inForce = { lv: 'administratīvā akta spēkā stāšanās', en: 'entry into force of the administrative act' }
const higher = {
  lv: 'augstākas iestādes lēmuma spēkā stāšanās',
  en: 'entry into force of the higher institution’s decision',
}
const learned = {
  lv: 'diena, kad persona uzzināja par aktu',
  en: 'the day on which the person learned of the act',
}

/** Terms of the Administrative Procedure Law after the act: contesting, the court, revoking, reopening, enforcement. */
export const REMEDY_RULES = rules(
  {
    'APL79.contest': {
      title: { lv: 'Administratīvā akta apstrīdēšana', en: 'Contesting the administrative act' },
      norm: 'APL 79(1)',
      event: inForce,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL79.contest-no-note': {
      title: {
        lv: 'Apstrīdēšana, ja aktā nav norādes par to',
        en: 'Contesting an act without an appeal note',
      },
      norm: 'APL 79(1)',
      event: inForce,
      term: [1, 'years'],
      binds: 'party',
    },
    'APL79.uninvited': {
      title: {
        lv: 'Apstrīdēšana, ko iesniedz nepieaicināta persona',
        en: 'Contesting by an affected person who was not invited',
      },
      norm: 'APL 79(2)',
      event: learned,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL79.uninvited-limit': {
      title: {
        lv: 'Apstrīdēšanas galējā robeža nepieaicinātai personai',
        en: 'Outer limit for a person who was not invited',
      },
      norm: 'APL 79(2)',
      event: inForce,
      term: [1, 'years'],
      binds: 'party',
    },
    'APL79.refusal-to-court': {
      title: {
        lv: 'Pārsūdzība par atteikumu izskatīt nokavētu apstrīdēšanas iesniegumu',
        en: 'Appeal against a refusal to examine a late contest',
      },
      norm: 'APL 79(4)',
      event: { lv: 'atteikuma spēkā stāšanās', en: 'entry into force of the refusal' },
      term: [1, 'months'],
      binds: 'party',
    },
    'APL79.bar': {
      title: {
        lv: 'Robeža, pēc kuras apstrīdēšanas iesniegumu pēc būtības neizskata',
        en: 'Limit after which a contest is not examined on its merits',
      },
      norm: 'APL 79(3)2',
      event: inForce,
      term: [3, 'years'],
      binds: 'party',
    },
    'APL79.bar-action': {
      title: {
        lv: 'Robeža, pēc kuras neizskata iesniegumu par faktisko rīcību',
        en: 'Limit after which a contest of a factual action is not examined',
      },
      norm: 'APL 79(3)2',
      event: {
        lv: 'diena, kad rīcība kļuva vai tai vajadzēja kļūt zināmai',
        en: 'the day on which the action became or should have become known',
      },
      term: [3, 'years'],
      binds: 'party',
    },
    'contest.decision': {
      title: { lv: 'Lēmums par apstrīdēto aktu', en: 'Decision on the contested act' },
      norm: 'APL 76(3)',
      event: { lv: 'apstrīdēšanas iesnieguma saņemšana', en: 'receipt of the contest' },
      term: [1, 'months'],
      binds: 'institution',
      resets: true,
      extensions: [
        { ...fourMonths(), by: 'ministry' },
        {
          ...ONE_YEAR,
          certainty: 'R/m',
          unverified: true,
          missing: {
            lv: 'ja augstākas iestādes nav, pagarina pašas iestādes vadītājs',
            en: 'where no higher institution exists, the head of the deciding institution extends',
          },
        },
      ],
    },
    'APL188.court': {
      title: { lv: 'Pieteikums tiesā', en: 'Application to the court' },
      norm: 'APL 188(1)',
      event: higher,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL188.court-no-note': {
      title: {
        lv: 'Pieteikums tiesā, ja lēmumā nav norādes par pārsūdzēšanu',
        en: 'Application to the court, no appeal note',
      },
      norm: 'APL 188(3)',
      event: higher,
      term: [1, 'years'],
      binds: 'party',
    },
    'APL188.no-higher': {
      title: {
        lv: 'Pieteikums tiesā, ja augstākas iestādes nav',
        en: 'Application to the court where there is no higher institution',
      },
      norm: 'APL 188(2)',
      event: inForce,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL188.not-notified': {
      title: {
        lv: 'Pieteikums tiesā, ja akts personai nav paziņots',
        en: 'Application to the court by a person who was not notified',
      },
      norm: 'APL 188(3¹)',
      event: learned,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL188.not-notified-limit': {
      title: {
        lv: 'Galējā robeža pieteikumam, ja akts personai nav paziņots',
        en: 'Outer limit for a person who was not notified',
      },
      norm: 'APL 188(3¹)',
      event: inForce,
      term: [1, 'years'],
      binds: 'party',
    },
    'APL188.action': {
      title: {
        lv: 'Pieteikums tiesā par faktisko rīcību',
        en: 'Application to the court about a factual action',
      },
      norm: 'APL 188(4)',
      event: higher,
      term: [1, 'months'],
      binds: 'party',
    },
    'APL188.action-no-note': {
      title: {
        lv: 'Pieteikums par faktisko rīcību, ja lēmumā nav norādes par pārsūdzēšanu',
        en: 'Application about a factual action, no appeal note',
      },
      norm: 'APL 188(4)',
      event: higher,
      term: [1, 'years'],
      binds: 'party',
    },
    'APL188.action-no-higher': {
      title: {
        lv: 'Pieteikums par faktisko rīcību, ja augstākas iestādes nav',
        en: 'Application about a factual action where there is no higher institution',
      },
      norm: 'APL 188(4)',
      event: {
        lv: 'diena, kad rīcība kļuva zināma pieteicējam',
        en: 'the day on which the applicant learned of the action',
      },
      term: [1, 'years'],
      binds: 'party',
    },
    'APL188.silence': {
      title: {
        lv: 'Pieteikums tiesā, ja iestāde lēmumu nav paziņojusi',
        en: 'Application to the court where the institution told no decision',
      },
      norm: 'APL 188(5)',
      event: {
        lv: 'diena, kad persona vērsās iestādē',
        en: 'the day on which the person turned to the institution',
      },
      term: [1, 'years'],
      binds: 'party',
    },
    // The ground for which these two limits stood, paragraph two, clause 3, was deleted by the law of 2 February 2017.
    'APL85.revoke-learned': {
      title: {
        lv: 'Tiesiska labvēlīga akta atcelšana (no uzzināšanas)',
        en: 'Revoking a lawful favourable act (from learning)',
      },
      norm: 'APL 85',
      event: { lv: 'apstākļu uzzināšana', en: 'learning of the circumstances' },
      term: [3, 'months'],
      roll: 'none',
      binds: 'institution',
      validUntil: '2017-02-28',
    },
    'APL85.revoke-limit': {
      title: {
        lv: 'Tiesiska labvēlīga akta atcelšanas galējā robeža',
        en: 'Outer limit for revoking a lawful favourable act',
      },
      norm: 'APL 85',
      event: inForce,
      term: [1, 'years'],
      roll: 'none',
      binds: 'institution',
      validUntil: '2017-02-28',
    },
    'APL86.revoke-learned': {
      title: {
        lv: 'Prettiesiska labvēlīga akta atcelšana, ja tiesības vēl nav izmantotas (no uzzināšanas)',
        en: 'Revoking an unlawful favourable act whose rights are not yet used (from learning)',
      },
      norm: 'APL 86(3)',
      event: {
        lv: 'diena, kad iestāde uzzināja par atcelšanas iespēju',
        en: 'the day on which the institution learned that it may revoke',
      },
      term: [3, 'months'],
      roll: 'none',
      binds: 'institution',
    },
    'APL86.revoke-limit': {
      title: {
        lv: 'Prettiesiska labvēlīga akta atcelšanas galējā robeža, ja tiesības vēl nav izmantotas',
        en: 'Outer limit for revoking an unlawful favourable act whose rights are not yet used',
      },
      norm: 'APL 86(3)',
      event: inForce,
      term: [1, 'years'],
      roll: 'none',
      binds: 'institution',
    },
    'APL87.reopen': {
      title: { lv: 'Iesniegums par procesa uzsākšanu no jauna', en: 'Application to reopen the proceedings' },
      norm: 'APL 87(3)2',
      event: {
        lv: 'diena, kad uzzināti fakti, kas dod tiesības to lūgt',
        en: 'learning of the facts that give the right to ask',
      },
      term: [6, 'months'],
      binds: 'party',
    },
    'APL87.refusal-contest': {
      title: {
        lv: 'Atteikuma uzsākt procesu no jauna apstrīdēšana',
        en: 'Contesting a refusal to reopen',
      },
      norm: 'APL 87(5)',
      event: { lv: 'atteikuma spēkā stāšanās', en: 'entry into force of the refusal' },
      term: [1, 'months'],
      binds: 'party',
    },
    'APL360.enforce': {
      title: { lv: 'Izpildes noilgums', en: 'Limitation of enforcement' },
      // It stood in paragraph four, which the law of 2 February 2017 deleted.
      norm: 'APL 360',
      event: inForce,
      term: [3, 'years'],
      roll: 'none',
      binds: 'institution',
      validUntil: '2017-02-28',
    },
  },
  '2004-02-01',
)
