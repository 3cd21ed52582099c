import type { z } from 'zod'
import type { Words } from './form.ts'

/** What is said when an answer will not do: what is wrong and what to do, by message code. */
const MESSAGES: Record<string, Words> = {
  'programme-code': {
    lv: 'Programmas kods nav pareizs. Pārbaudiet to Latvijas izglītības klasifikācijā, piemēram, 21011111 vai 33 484 01 1.',
    en: 'The programme code is not right. Check it in the Latvian education classification, for example 21011111 or 33 484 01 1.',
  },
  'date-future': {
    lv: 'Datums nevar būt nākotnē. Norādiet dienu, kad lēmums pieņemts.',
    en: 'The date cannot be in the future. Give the day on which it was decided.',
  },
  'date-past': {
    lv: 'Datumam jābūt nākotnē: programmu drīkst sākt tikai pēc licencēšanas.',
    en: 'The date must be in the future: a programme may start only after it is licensed.',
  },
  'date-real': {
    lv: 'Tāda datuma kalendārā nav. Norādiet dienu, mēnesi un gadu, piemēram, 05.03.2026.',
    en: 'There is no such date. Give day, month and year, for example 05.03.2026.',
  },
  'site-unknown': {
    lv: 'Izvēlieties kādu no iestādes reģistrētajām īstenošanas vietām.',
    en: "Choose one of the institution's registered places.",
  },
  'qualification-missing': {
    lv: 'Profesionālajai programmai jānorāda iegūstamā profesionālā kvalifikācija.',
    en: 'A vocational programme must name the professional qualification.',
  },
  'request-missing': { lv: 'Izvēlieties lūgumu.', en: 'Choose the request.' },
  'official-missing': { lv: 'Norādiet, kuru amatpersonu nomaina.', en: 'Say which official is replaced.' },
  'ground-missing': { lv: 'Norādiet, kāpēc amatpersonu nomaina.', en: 'Say why the official is replaced.' },
  'records-missing': {
    lv: 'Atzīmējiet, ko atver, vai norādiet, kad to var lasīt klātienē.',
    en: 'Mark what is opened, or say when it can be read on the spot.',
  },
  'day-over': { lv: 'Šī diena jau ir pagājusi.', en: 'That day is over.' },
  'law-missing': { lv: 'Norādiet likuma normu.', en: 'Name the provision of the law.' },
  'until-missing': {
    lv: 'Norādiet, līdz kurai dienai jāizpilda.',
    en: 'Name the day by which it is to be done.',
  },
  'party-unnamed': {
    lv: 'Norādiet personas kodu, vārdu un uzvārdu vai iestādes reģistrācijas numuru, nevis abus.',
    en: 'Give personal code and names, or the registration number of an institution, and not both.',
  },
  'file-missing': { lv: 'Pievienojiet datni.', en: 'Attach a file.' },
  'signature-missing': {
    lv: 'Datnē nav elektroniskā paraksta. Parakstiet to ar drošu elektronisko parakstu un pievienojiet parakstīto datni.',
    en: 'The file carries no electronic signature. Sign it with a secure electronic signature and attach the signed file.',
  },
  'signature-failed': {
    lv: 'Paraksts nav derīgs. Noņemiet šo datni, parakstiet sākotnējo dokumentu no jauna un pievienojiet to.',
    en: 'The signature is not valid. Remove this file, sign the original document again and attach it.',
  },
  'signature-other': {
    lv: 'Datni parakstījusi cita persona. Tā jāparaksta jums pašam ar savu drošo elektronisko parakstu.',
    en: 'The file is signed by another person. You yourself must sign it with your own secure electronic signature.',
  },
  'signature-seal': {
    lv: 'Datnei ir iestādes zīmogs, bet nav personas paraksta. Parakstiet to pats ar savu drošo elektronisko parakstu.',
    en: 'The file bears a seal but no signature of a person. Sign it yourself with your own secure electronic signature.',
  },
  'signature-not-exactly': {
    lv: 'Jūsu paraksts neaptver tieši šo dokumentu. Parakstiet to atsevišķi, bez citām datnēm un bez vēlākām izmaiņām.',
    en: 'Your signature does not cover exactly this document. Sign it by itself, without other files and later changes.',
  },
  'signature-other-content': {
    lv: 'Parakstīts nav šis pieteikums: pēc lejupielādes atbildes ir mainītas, vai parakstīta cita datne. Lejupielādējiet pieteikumu no jauna, parakstiet un pievienojiet.',
    en: 'What was signed is not this application: answers changed after the download, or another file was signed. Download the application again, sign and attach it.',
  },
  declare: {
    lv: 'Apstipriniet, ka norādītās ziņas ir patiesas.',
    en: 'Confirm that the information is true.',
  },
  'date-range': {
    lv: 'Gadam jābūt no 1900. līdz 2199. gadam.',
    en: 'The year must be between 1900 and 2199.',
  },
  'remarks-missing': {
    lv: 'Norādiet vismaz vienu piezīmi: kas trūkst un kas jādara.',
    en: 'Give at least one remark: what is missing and what to do.',
  },
  'evidence-missing': {
    lv: 'Aprakstiet trūkumu: kas konstatēts un kā tas zināms.',
    en: 'Describe the defect: what was found and how it is known.',
  },
  'revision-missing': {
    lv: 'Aprakstiet, kas kopš izvērtēšanas mainījies un kā tas zināms.',
    en: 'Describe what has changed since the assessment and how it is known.',
  },
}

/** What the gate of texts (forms/text.ts) refuses: told with the question's label before it. */
const TEXT_FAULTS: Record<string, Words> = {
  'not-text': { lv: 'šeit jābūt tekstam.', en: 'this must be a text.' },
  'text-too-long': { lv: 'teksts ir par garu. Saīsiniet to.', en: 'the text is too long. Shorten it.' },
  'text-control': {
    lv: 'tekstā ir vadības zīmes, ko nevar parādīt. Ierakstiet to no jauna, nevis iekopējiet.',
    en: 'the text holds control characters that cannot be shown. Type it instead of pasting it.',
  },
  'text-direction': {
    lv: 'tekstā ir neredzamas zīmes, kas maina lasīšanas virzienu. Ierakstiet to no jauna, nevis iekopējiet.',
    en: 'the text holds invisible characters that change the direction of reading. Type it instead of pasting it.',
  },
  'text-invisible': {
    lv: 'tekstā ir neredzamas zīmes. Ierakstiet to no jauna, nevis iekopējiet.',
    en: 'the text holds invisible characters. Type it instead of pasting it.',
  },
  'text-broken': {
    lv: 'tekstā ir bojātas zīmes, ko nevar ne parādīt, ne izdrukāt. Ierakstiet to no jauna.',
    en: 'the text holds broken characters that can neither be shown nor printed. Type it again.',
  },
  'text-stacked': {
    lv: 'uz viena burta ir pārāk daudz zīmju. Ierakstiet tekstu no jauna.',
    en: 'there are too many marks on one letter. Type the text again.',
  },
}

/** The words of a message by its code. @throws Error for a code without words: a fault of ours */
export function messageOf(code: string): Words {
  const words = MESSAGES[code]
  if (!words) throw new Error(`no words for ${code}`)
  return words
}

/**
 * The words for one issue that zod found. A schema names one of our codes as its message; whatever zod says by itself
 * is told with the question's label.
 * @param given what was answered, if anything: an answer that is missing is told otherwise than a wrong one
 */
export function messageFor(
  issue: z.core.$ZodIssue,
  label: Words | undefined,
  given: unknown,
): { code: string; message: Words } {
  const own = MESSAGES[issue.message]
  if (own) return { code: issue.message, message: own }
  const lv = label?.lv ?? 'Lauks'
  const en = label?.en ?? 'Field'
  const fault = TEXT_FAULTS[issue.message]
  if (fault) return { code: issue.message, message: { lv: `${lv}: ${fault.lv}`, en: `${en}: ${fault.en}` } }
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string')
        return {
          code: 'too-long',
          message: {
            lv: `${lv}: teksts ir par garu. Atļautas ${issue.maximum} zīmes.`,
            en: `${en}: the text is too long. At most ${issue.maximum} characters.`,
          },
        }
      return {
        code: 'too-big',
        message: {
          lv: `${lv}: ne vairāk kā ${issue.maximum}.`,
          en: `${en}: at most ${issue.maximum}.`,
        },
      }
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) > 1)
        return {
          code: 'too-short',
          message: {
            lv: `${lv}: teksts ir par īsu. Vajadzīgas vismaz ${issue.minimum} zīmes.`,
            en: `${en}: the text is too short. At least ${issue.minimum} characters.`,
          },
        }
      if (issue.origin === 'number')
        return {
          code: 'too-small',
          message: { lv: `${lv}: ne mazāk kā ${issue.minimum}.`, en: `${en}: at least ${issue.minimum}.` },
        }
      return missing(lv, en)
    case 'invalid_type':
      return given === undefined || given === ''
        ? missing(lv, en)
        : {
            code: 'wrong-type',
            message: { lv: `${lv}: atbilde nav derīga.`, en: `${en}: the answer is not valid.` },
          }
    case 'unrecognized_keys':
      return {
        code: 'unknown-field',
        message: {
          lv: `Nav tāda lauka: ${issue.keys.join(', ')}.`,
          en: `There is no such field: ${issue.keys.join(', ')}.`,
        },
      }
    default:
      return {
        code: 'invalid',
        message: { lv: `${lv}: atbilde nav derīga.`, en: `${en}: the answer is not valid.` },
      }
  }
}

function missing(lv: string, en: string): { code: string; message: Words } {
  return {
    code: 'missing',
    message: { lv: `${lv}: šī atbilde ir obligāta.`, en: `${en}: an answer is needed.` },
  }
}
