import type { VerificationView } from '../../cases/verification/check.ts'
import type { Attachment } from '../../cases/verification/judge.ts'
import { EarlierReports, Report } from '../components/verification.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Column,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  Link,
  Muted,
  Note,
  PostForm,
  Radios,
  Text,
  TextArea,
  Title,
} from '../ui/index.ts'
import type { View } from '../view.ts'

export interface SignatureProps {
  v: View
  caseId: string
  number: string
  attachment: Attachment
  /** All verifications of the file, newest first. */
  found: VerificationView[]
  /** The person may verify again and judge. */
  judges: boolean
  values: { accepted?: string | undefined; reason?: string | undefined }
  errors: FieldError[]
  keyed: string
}

/** One attachment of a case with the report on its signatures; an indeterminate one is judged here. */
export function SignaturePage(p: SignatureProps) {
  const { v, attachment } = p
  const t = v.t.sign
  const { file, judgement } = attachment
  const [newest, ...earlier] = p.found
  const action = `/cases/${p.caseId}/files/${file.fileId}`
  return (
    <Layout
      v={v}
      title={`${t.reportOf(file.name)} – ${p.number}`}
      wrong={p.errors.length > 0}
      back={{ href: `/cases/${p.caseId}`, text: p.number }}
    >
      <Column>
        <ErrorSummary v={v} errors={p.errors} />
        <Eyebrow>{t.report}</Eyebrow>
        <Title>{file.name}</Title>
        <Text>
          <Link href={`/files/${file.fileId}`}>{v.t.download}</Link> <Muted>{v.t.size(file.size)}</Muted>
        </Text>
        {newest ? <Report v={v} found={newest} /> : null}
        {judgement ? <Judged v={v} judgement={judgement} /> : null}
        {p.judges && newest ? (
          <>
            {newest.state === 'indeterminate' ? (
              <PostForm v={v} action={`${action}/judgement`} keyed={p.keyed}>
                <input type="hidden" name="verificationId" value={newest.id} />
                <Radios
                  v={v}
                  name="accepted"
                  label={t.judge}
                  large={true}
                  value={p.values.accepted ?? ''}
                  error={p.errors.find((e) => e.field === 'accepted')?.text}
                  choices={[
                    { value: 'true', label: t.judgeAccept, hint: t.judgeAcceptHint },
                    { value: 'false', label: t.judgeRefuse, hint: t.judgeRefuseHint },
                  ]}
                />
                <TextArea
                  v={v}
                  name="reason"
                  label={t.judgeReason}
                  hint={t.judgeReasonHint}
                  rows={4}
                  value={p.values.reason ?? ''}
                  error={p.errors.find((e) => e.field === 'reason')?.text}
                />
                <Button>{t.judgeSave}</Button>
              </PostForm>
            ) : null}
            <PostForm v={v} action={`${action}/verify`}>
              <Button kind="secondary">{t.again}</Button>
            </PostForm>
          </>
        ) : null}
        <EarlierReports v={v} found={earlier} />
      </Column>
    </Layout>
  )
}

function Judged({ v, judgement }: { v: View; judgement: NonNullable<Attachment['judgement']> }) {
  const t = v.t.sign
  return (
    <Note>
      <Text tight>
        <strong>{judgement.accepted ? t.accepted : t.notAccepted}</strong>{' '}
        <Muted>
          {momentWords(v, judgement.at)}
          {judgement.by ? `, ${judgement.by}` : ''}
        </Muted>
      </Text>
      <Text prose>{judgement.reason}</Text>
    </Note>
  )
}
