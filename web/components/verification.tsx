import type { SignatureView, VerificationView } from '../../cases/verification/check.ts'
import { momentWords } from '../format.ts'
import { say, type View, type Words } from '../view.ts'
import { Details, Facts, Tag } from './parts.tsx'

const COLOURS = { unsigned: 'grey', passed: 'green', indeterminate: 'yellow', failed: 'red' } as const

/** @param strangers whoever looks is not of the case: nobody will look into it for them */
export function StateTag({
  v,
  state,
  strangers,
}: {
  v: View
  state: VerificationView['state']
  strangers?: boolean
}) {
  const words = (strangers ? v.t.sign.publicStates[state] : undefined) ?? v.t.sign.states[state]
  return <Tag colour={COLOURS[state]}>{words ?? state}</Tag>
}

/** What decided: reasons that fail before those that leave it open; notes only inform. */
function deciding(found: VerificationView): Words[] {
  const all = [...found.reasons, ...found.signatures.flatMap((s) => s.reasons)]
  const fails = all.filter((r) => r.effect === 'fail')
  const open = all.filter((r) => r.effect === 'indeterminate')
  const chosen = found.state === 'failed' ? fails : open
  return chosen.filter((r, n) => chosen.findIndex((one) => one.code === r.code) === n)
}

function whenSigned(v: View, s: Pick<SignatureView, 'trustedTime' | 'claimedTime'>): string {
  const t = v.t.sign
  if (s.trustedTime) return t.at(momentWords(v, s.trustedTime))
  return s.claimedTime ? t.claimed(momentWords(v, s.claimedTime)) : t.noTime
}

/** Under an attached file: what was found on its signatures, in words, and what to do. */
export function FileVerdict({
  v,
  found,
  problem,
}: {
  v: View
  found: VerificationView
  /** What the question demands and the file does not give. */
  problem?: Words | undefined
}) {
  const t = v.t.sign
  const { state } = found
  const why = deciding(found)
  return (
    <div class={`lieta-verdict lieta-verdict--${problem ? 'failed' : state}`}>
      <p class="govuk-body govuk-!-margin-bottom-1">
        <StateTag v={v} state={state} /> {state === 'unsigned' && !problem ? t.unsigned : ''}
      </p>
      {found.signatures.map((s) => (
        <p class="govuk-body-s govuk-!-margin-bottom-1" key={s.id}>
          <strong>{s.name ?? t.unknown}</strong>
          {s.byApplicant ? ` (${t.you})` : s.kind === 'seal' ? ` (${t.seal})` : ''}, {whenSigned(v, s)}
        </p>
      ))}
      {state === 'failed' || state === 'indeterminate' ? (
        <>
          {why.map((r) => (
            <p class="govuk-body-s govuk-!-margin-bottom-1" key={r.lv}>
              {t.because} {say(v, r)}.
            </p>
          ))}
          {problem ? null : <p class="govuk-body-s govuk-!-margin-bottom-0">{t[state]}</p>}
        </>
      ) : null}
      {problem ? (
        <p class="govuk-body-s govuk-!-font-weight-bold govuk-!-margin-bottom-0">{say(v, problem)}</p>
      ) : null}
    </div>
  )
}

/** The whole report: verdict, each signature with its reasons, what the file holds, and on what it rests. */
export function Report({ v, found }: { v: View; found: VerificationView }) {
  const t = v.t.sign
  return (
    <>
      <p class="govuk-body">
        <StateTag v={v} state={found.state} />
      </p>
      {found.reasons.length > 0 ? <Reasons v={v} reasons={found.reasons} /> : null}
      {found.signatures.map((s, n) => (
        <section class="lieta-signature" key={s.id}>
          <h2 class="govuk-heading-s govuk-!-margin-bottom-2">
            {n + 1}. {t.signature}: {s.name ?? t.unknown} <StateTag v={v} state={s.state} />
          </h2>
          <Signature v={v} s={s} />
        </section>
      ))}
      <Facts
        rows={[
          [t.files, found.files.map((f) => f.name).join(', ')],
          [t.checkedFor, momentWords(v, found.checkedFor)],
          [t.basis, t.basisText(found.trust, found.policy)],
        ]}
      />
    </>
  )
}

function Signature({ v, s }: { v: View; s: SignatureView }) {
  const t = v.t.sign
  const whose =
    s.kind === 'person'
      ? `${t.person}, ${s.byApplicant ? t.applicant : t.notApplicant}`
      : (t[s.kind] as string)
  const covers = s.covers.whole ? t.coversAll : s.covers.files.length > 0 ? t.coversPart : t.coversNothing
  return (
    <>
      {s.reasons.length > 0 ? <Reasons v={v} reasons={s.reasons} /> : null}
      <Facts
        rows={[
          [t.kind, whose],
          [t.code, s.code],
          [t.time, whenSigned(v, s)],
          [t.authority, s.authority],
          [t.covers, covers],
          [
            t.qualified,
            [t.qualifiedAnswers[s.qualified.answer], ...s.qualified.why.map((w) => say(v, w))].join('; '),
          ],
          [t.revocation, t.revocations[s.revocation]],
          [t.level, s.level],
          [t.issuer, s.issuer],
          [t.validUntil, s.validUntil ? momentWords(v, s.validUntil) : null],
        ]}
      />
    </>
  )
}

function Reasons({ v, reasons }: { v: View; reasons: VerificationView['reasons'] }) {
  return (
    <ul class="govuk-list lieta-reasons" aria-label={v.t.sign.reasons}>
      {reasons.map((r) => (
        <li key={r.code} class={`lieta-reasons--${r.effect}`}>
          {say(v, r)}.
        </li>
      ))}
    </ul>
  )
}

/** Earlier runs, newest first, each with its own report. */
export function EarlierReports({ v, found }: { v: View; found: VerificationView[] }) {
  if (found.length === 0) return null
  return (
    <Details summary={v.t.sign.earlier(found.length)}>
      {found.map((one) => (
        <Report v={v} found={one} key={one.id} />
      ))}
    </Details>
  )
}
