import { Layout } from '../layout.tsx'
import {
  Button,
  ErrorSummary,
  type FieldError,
  Heading,
  Lead,
  PostForm,
  Prose,
  Summary,
  SummaryRow,
  Text,
  TextArea,
  Title,
} from '../ui/index.ts'
import type { View } from '../view.ts'

export interface HeldPageProps {
  v: View
  /** Why it was not taken, in words. */
  why: string
  /** Where the form goes. */
  action: string
  fields: { name: string; value: string; label: string }[]
  /** What is wrong, on fields that may be changed here; the others go as they are. */
  errors: FieldError[]
}

/** A form that was not taken yet: everything typed, to look at, and to send with one press. */
export function HeldPage({ v, why, action, fields, errors }: HeldPageProps) {
  const t = v.t.session
  const wrong = new Map(errors.map((e) => [e.field, e.text]))
  const shown = fields.filter((f) => !f.name.startsWith('_') && f.value.trim() !== '')
  return (
    <Layout v={v} title={t.heldTitle} wrong={errors.length > 0}>
      <ErrorSummary v={v} errors={errors} />
      <Title>{t.heldTitle}</Title>
      <Lead>{why}</Lead>
      <PostForm v={v} action={action}>
        <input type="hidden" name="_held" value="1" />
        {fields
          .filter((f) => !wrong.has(f.name))
          .map((f, n) => (
            <input type="hidden" name={f.name} value={f.value} key={n} />
          ))}
        {fields
          .filter((f) => wrong.has(f.name))
          .map((f) => (
            <TextArea
              v={v}
              name={f.name}
              label={f.label}
              value={f.value}
              error={wrong.get(f.name)}
              rows={Math.min(12, 2 + f.value.split('\n').length)}
              key={f.name}
            />
          ))}
        {shown.some((f) => !wrong.has(f.name)) ? (
          <>
            <Heading>{t.heldFields}</Heading>
            <Summary>
              {shown
                .filter((f) => !wrong.has(f.name))
                .map((f, n) => (
                  <SummaryRow title={f.label} key={n}>
                    <Prose>{f.value}</Prose>
                  </SummaryRow>
                ))}
            </Summary>
          </>
        ) : null}
        <Text small muted>
          {t.heldNoFiles}
        </Text>
        <Button>{t.heldSend}</Button>
      </PostForm>
      <PostForm v={v} action="/held/drop">
        <Button kind="secondary">{t.heldDrop}</Button>
      </PostForm>
    </Layout>
  )
}
