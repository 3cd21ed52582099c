import type { SignatureView, VerificationView } from '../../cases/verification/check.ts'
import { momentWords } from '../format.ts'
import { Details, Facts, Heading, Reasons, Section, Tag, Text, Verdict } from '../ui/index.ts'
import { say, type View, type Words } from '../view.ts'

const TONES = { unsigned: 'plain', passed: 'force', indeterminate: 'soon', failed: 'now' } as const

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
  return <Tag tone={TONES[state]}>{words ?? state}</Tag>
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
    <Verdict state={problem ? 'failed' : state}>
      <Text tight>
        <StateTag v={v} state={state} /> {state === 'unsigned' && !problem ? t.unsigned : ''}
      </Text>
      {found.signatures.map((s) => (
        <Text small tight key={s.id}>
          <strong>{s.name ?? t.unknown}</strong>
          {s.byApplicant ? ` (${t.you})` : s.kind === 'seal' ? ` (${t.seal})` : ''}, {whenSigned(v, s)}
        </Text>
      ))}
      {state === 'failed' || state === 'indeterminate' ? (
        <>
          {why.map((r) => (
            <Text small tight key={r.lv}>
              {t.because} {say(v, r)}.
            </Text>
          ))}
          {problem ? null : (
            <Text small tight>
              {t[state]}
            </Text>
          )}
        </>
      ) : null}
      {problem ? (
        <Text small strong tight>
          {say(v, problem)}
        </Text>
      ) : null}
    </Verdict>
  )
}

/** The whole report: verdict, each signature with its reasons, what the file holds, and on what it rests. */
export function Report({ v, found }: { v: View; found: VerificationView }) {
  const t = v.t.sign
  return (
    <>
      <Text>
        <StateTag v={v} state={found.state} />
      </Text>
      {found.reasons.length > 0 ? <Why v={v} reasons={found.reasons} /> : null}
      {found.signatures.map((s, n) => (
        <Section lined key={s.id}>
          <Heading size="s">
            {n + 1}. {t.signature}: {s.name ?? t.unknown} <StateTag v={v} state={s.state} />
          </Heading>
          <Signature v={v} s={s} />
        </Section>
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
      {s.reasons.length > 0 ? <Why v={v} reasons={s.reasons} /> : null}
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

function Why({ v, reasons }: { v: View; reasons: VerificationView['reasons'] }) {
  return (
    <Reasons
      label={v.t.sign.reasons}
      reasons={reasons.map((r) => ({ key: r.code, effect: r.effect, text: `${say(v, r)}.` }))}
    />
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
