import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { DecisionView } from '../../cases/queries/decisions.ts'
import { CONTEST_ENDS } from '../../forms/texts/words/afterlife.ts'
import { addDays, dayOf } from '../../law/time.ts'
import { dayWords } from '../format.ts'
import { Day, Details, Facts, Heading, Link, Panel, Tag, Text } from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { outcomeWords } from '../words.ts'
import { type OfCase, stepsIn } from './case-parts.tsx'
import { Following } from './following.tsx'
import { Steps, type StepView } from './norm.tsx'

/** The decisions of the case, the newest first: what each is worth, since when, and until when it may be contested. */
export function Decisions(of: OfCase) {
  return (
    <>
      {of.file.decisions.toReversed().map((decision) => (
        <DecisionPanel key={decision.decisionId} {...of} decision={decision} />
      ))}
    </>
  )
}

function DecisionPanel({ v, file, def, decision }: OfCase & { decision: DecisionView }) {
  const t = v.t.case.file
  const d = v.t.case.decision
  const document = file.documents.find((one) => one.documentId === decision.documentId)
  const steps = [...serviceSteps(file, decision.documentId), ...decision.steps]
  const { contest, court, suspension } = decision
  const entry = file.timeline.findLast((e) => e.type === 'register-entered')?.data as
    | { register: string; entryNo: string }
    | undefined
  const worth = decision.force === 'in-force' || decision.force === 'not-yet' ? null : d.force[decision.force]
  return (
    <Panel tone="force">
      <Heading>
        {t.decision} {decision.number}: {outcomeWords(v, def, decision.kind)}
      </Heading>
      {worth ? <Tag tone={decision.force === 'suspended' ? 'soon' : 'now'}>{worth}</Tag> : null}
      <Facts
        rows={[
          [
            document?.servedOn && document.servedOn > v.today ? t.willBeServed : t.servedOn,
            document?.servedOn ? dayWords(v, document.servedOn, 'locative') : null,
          ],
          [
            t.inForce,
            decision.inForceFrom ? <Day>{dayWords(v, decision.inForceFrom, 'genitive')}</Day> : null,
          ],
          [
            t.entered,
            entry ? (
              <Link href={`/registers/${entry.register}/${encodeURIComponent(entry.entryNo)}`}>
                {entry.entryNo}
              </Link>
            ) : null,
          ],
          [
            decision.contestable ? t.contestUntil : d.contestWas,
            decision.contestUntil && !contest ? (
              <Day>{dayWords(v, decision.contestUntil, 'dative')}</Day>
            ) : null,
          ],
          [
            contest?.late ? d.contestedLate : d.contested,
            contest ? dayWords(v, dayOf(contest.at), 'locative') : null,
          ],
          [d.annulledBy, decision.annulledBy],
          [d.suspended, suspension && decision.force === 'suspended' ? suspended(v, suspension) : null],
          [
            d.ministry,
            contest?.outcome
              ? `${say(v, CONTEST_ENDS[contest.outcome])}${contest.decidedOn ? `, ${dayWords(v, contest.decidedOn)}` : ''}`
              : null,
          ],
          [
            d.courtUntil,
            decision.courtUntil && !court ? <Day>{dayWords(v, decision.courtUntil, 'dative')}</Day> : null,
          ],
          [d.filed, court ? dayWords(v, court.filedOn, 'locative') : null],
          [
            d.judgment,
            court?.outcome
              ? `${d.judgments[court.outcome]}${court.decidedOn ? `, ${dayWords(v, court.decidedOn)}` : ''}`
              : null,
          ],
        ]}
      />
      {document?.fileId ? (
        <Text>
          <Link href={`/files/${document.fileId}`}>{v.t.download} (PDF)</Link>
        </Text>
      ) : null}
      {steps.length > 0 ? (
        <Details summary={t.contestWhy}>
          <Steps v={v} steps={steps} />
        </Details>
      ) : null}
      <Following v={v} file={file} decision={decision} />
    </Panel>
  )
}

/** Since when it is not carried out, and its last such day, where that is known. */
function suspended(v: View, { since, until }: NonNullable<DecisionView['suspension']>): string {
  const d = v.t.case.decision
  return until === null
    ? d.suspendedSince(dayWords(v, since, 'genitive'))
    : d.suspendedBetween(dayWords(v, since, 'genitive'), dayWords(v, addDays(until, -1), 'dative'))
}

/** Why a document counts as served on its day, and when the term to contest ends. */
function serviceSteps(file: CaseFile, documentId: string): StepView[] {
  return file.timeline
    .filter(
      (e) => (e.type === 'document-sent' || e.type === 'document-served') && e.data.documentId === documentId,
    )
    .flatMap((e) => stepsIn(e.data.derivation))
}
