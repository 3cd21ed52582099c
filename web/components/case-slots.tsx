import type { ComponentChildren } from 'preact'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { Turn } from '../../cases/queries/keyset.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import type { Definition } from '../definition.ts'
import { momentWords } from '../format.ts'
import { Details, Heading, Mono, Muted, Section, Text } from '../ui/index.ts'
import {
  Application,
  Documents,
  Findings,
  findingsIn,
  type OfCase,
  RemarkList,
  remarksOf,
} from './case-parts.tsx'
import { retentionTexts } from './retention-parts.tsx'
import { Said, saidIn } from './said.tsx'
import { Timeline } from './timeline.tsx'

/**
 * A page of a case consists of slots, whatever its procedure: what is asked, the next step, the own acts, terms, documents,
 * course. Each is filled from the file and the definition of the procedure; one that has nothing to show is left out.
 */
export interface Slot {
  id: string
  /** In the list of parts, and as its heading. */
  title: string
  /** Beside the heading. */
  about?: string
  body: ComponentChildren
}

export function Slots({ slots }: { slots: (Slot | null)[] }) {
  return (
    <>
      {slots.map((slot) =>
        slot ? (
          <Section key={slot.id} id={slot.id} labelledby={`${slot.id}-title`}>
            <Heading id={`${slot.id}-title`}>
              {slot.title} {slot.about ? <Muted>{slot.about}</Muted> : null}
            </Heading>
            {slot.body}
          </Section>
        ) : null,
      )}
    </>
  )
}

/** The ways to the slots of a page. */
export function waysTo(slots: (Slot | null)[]): { href: string; text: string }[] {
  return slots.flatMap((slot) => (slot ? [{ href: `#${slot.id}`, text: slot.title }] : []))
}

/** What a case began with, by its name: what was applied for, or what the institution began of its own motion. */
export function begunBy({ v, file }: Pick<OfCase, 'v' | 'file'>): string {
  const applied = file.parties.some((p) => p.role === 'applicant')
  return applied || !file.about ? v.t.case.file.application : v.t.case.file.motion
}

/** What is asked: the application as it stands, with what was remarked on it. */
export function askedSlot({ v, file, def }: OfCase): Slot {
  const t = v.t.case.file
  const remarks = remarksOf(file, def)
  return {
    id: 'application',
    title: begunBy({ v, file }),
    about: `${t.version(file.application.version)}, ${momentWords(v, file.application.submittedAt)}`,
    body: (
      <>
        {Object.keys(remarks).length > 0 && file.versions > 1 ? (
          <Details summary={t.remarksLast}>
            <RemarkList v={v} form={def.form} remarks={remarks} />
          </Details>
        ) : null}
        <Application v={v} file={file} remarks={remarks} />
        {file.application.contentHash ? (
          <Text small>
            {t.hash}: <Mono>{file.application.contentHash}</Mono>
          </Text>
        ) : (
          <Text>{retentionTexts(v).erased.one}</Text>
        )}
      </>
    ),
  }
}

/** What was found; null before anything was assessed. */
export function findingsSlot(of: OfCase): Slot | null {
  if (!findingsIn(of.file, of.def)) return null
  return { id: 'findings', title: of.v.t.case.file.findings, body: <Findings {...of} /> }
}

/** The draft and what was said to it; null before anybody said anything. */
export function saidSlot(of: OfCase): Slot | null {
  if (saidIn(of.file, of.def).length === 0) return null
  return { id: 'said', title: of.v.t.case.file.said, body: <Said {...of} /> }
}

export function documentsSlot(of: OfCase): Slot {
  return { id: 'documents', title: of.v.t.case.file.documents, body: <Documents {...of} /> }
}

/** What happened; of a long course the page that was turned to. */
export function courseSlot(of: OfCase, turn: Turn): Slot {
  return { id: 'course', title: of.v.t.case.file.timeline, body: <Timeline {...of} turn={turn} /> }
}

/** What this person may do now, with how it is told and asked. */
export function possibleActs(file: CaseFile, { acts }: Pick<Definition, 'acts'>): ActDef[] {
  return file.actions.flatMap(({ act, possible }) => (possible && acts[act] ? [acts[act]] : []))
}

/** Where an act is done. */
export const actHref = (file: CaseFile, act: ActDef): string => `/cases/${file.caseId}/acts/${act.id}`

/** The look of a button by what its act is. */
export const kindOf = (act: ActDef): 'secondary' | 'warning' | undefined =>
  act.tone === 'primary' ? undefined : act.tone
