import { rules } from './spec.ts'

/** Terms of evaluating the heads of institutions, of their state language, and of the founder's own review. */
export const HEAD_RULES = rules({
  'IzglL30.head': {
    title: { lv: 'Vadītāja nākamā novērtēšana', en: 'Next evaluation of the head' },
    norm: 'IzglL 30(4¹)',
    event: { lv: 'iepriekšējā novērtēšana', en: 'the previous evaluation' },
    term: [6, 'years'],
    roll: 'none',
    binds: 'institution',
  },
  'IzglL30.head-first-earliest': {
    title: { lv: 'Vadītāja pirmā novērtēšana: ne agrāk', en: 'First evaluation of a head: not before' },
    norm: 'IzglL 30(4¹)',
    event: { lv: 'stāšanās amatā', en: 'taking office' },
    term: [6, 'months'],
    roll: 'none',
    binds: 'institution',
    kind: 'not-before',
  },
  'IzglL30.head-first-latest': {
    title: { lv: 'Vadītāja pirmā novērtēšana: ne vēlāk', en: 'First evaluation of a head: not later' },
    norm: 'IzglL 30(4¹)',
    event: { lv: 'stāšanās amatā', en: 'taking office' },
    term: [2, 'years'],
    binds: 'institution',
  },
  'MK325.self-evaluation': {
    title: {
      lv: 'Pašvērtējuma apstiprināšana pirms ekspertu darba',
      en: 'Approving the self-evaluation before the experts start',
    },
    norm: 'MK325',
    event: { lv: 'ekspertu darba sākums', en: 'start of the experts’ work' },
    term: [2, 'weeks'],
    backward: true,
    roll: 'none',
    binds: 'party',
    validFrom: '2024-06-13',
    certainty: 'R/m',
    missing: {
      lv: 'avots ir vecāks par noteikumiem Nr. 325',
      en: 'the source is older than Regulation No. 325',
    },
  },
  'IzglL30.language': {
    title: {
      lv: 'Vadītāja valsts valodas pārbaudes nokārtošana',
      en: 'Passing the state-language test (head)',
    },
    norm: 'IzglL 30(7)',
    event: { lv: 'Valsts valodas centra konstatējums', en: 'the finding of the State Language Centre' },
    term: [3, 'months'],
    binds: 'party',
  },
  'IzglL48.language': {
    title: {
      lv: 'Pedagoga valsts valodas pārbaudes nokārtošana',
      en: 'Passing the state-language test (teacher)',
    },
    norm: 'IzglL 48(7)',
    event: { lv: 'Valsts valodas centra konstatējums', en: 'the finding of the State Language Centre' },
    term: [3, 'months'],
    binds: 'party',
  },
  'founder.goals': {
    title: { lv: 'Dibinātāja kvalitātes mērķu izvērtēšana', en: 'Review of the founder’s quality goals' },
    norm: 'IzglL 29 p. 3',
    event: { lv: 'iepriekšējā izvērtēšana', en: 'the previous review' },
    term: [3, 'years'],
    binds: 'party',
  },
  'founder.evaluation': {
    title: { lv: 'Dibinātāja veiktā vadītāja novērtēšana', en: 'Evaluation of the head by the founder' },
    norm: 'IzglL 29 p. 4',
    event: { lv: 'iepriekšējā novērtēšana', en: 'the previous evaluation' },
    term: [3, 'years'],
    binds: 'party',
  },
})
