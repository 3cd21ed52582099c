import type { LawChangeLine } from '../../cases/law-changes/queries.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  type Choice,
  Column,
  DateInput,
  ErrorSummary,
  type FieldError,
  PostForm,
  Radios,
  Select,
  Text,
  TextArea,
  TextInput,
  Title,
} from '../ui/index.ts'
import type { View } from '../view.ts'
import { lawTexts } from './law-changes.tsx'

export interface LawChangeFormProps {
  v: View
  kind: LawChangeLine['kind']
  values: Record<string, string>
  errors: FieldError[]
  note?: string
  rules: Choice[]
  keyed: string
}

/** Entry of a change; what is wrong is told on its field, and nothing that was written is lost. */
export function LawChangeForm({ v, kind, values, errors, note, rules, keyed }: LawChangeFormProps) {
  const t = lawTexts(v)
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const choices = (words: Record<string, string>): Choice[] =>
    Object.entries(words).map(([value, label]) => ({ value, label }))
  return (
    <Layout
      v={v}
      title={t.kinds[kind]}
      wrong={errors.length > 0}
      back={{ href: '/law-changes', text: t.title }}
    >
      <Column>
        <ErrorSummary v={v} errors={errors} {...(note && errors.length > 0 ? { note } : {})} />
        <Title>{t.kinds[kind]}</Title>
        <PostForm v={v} action={`/law-changes/new/${kind}`} keyed={keyed}>
          {kind === 'holiday' ? (
            <>
              <DateInput {...field('day')} label={t.day} />
              <Radios {...field('as')} label={t.as} choices={choices(t.asChoices)} />
              <TextInput {...field('nameLv')} label={t.nameLv} />
              <TextInput {...field('nameEn')} label={t.nameEn} />
            </>
          ) : null}
          {kind === 'moved-day' ? (
            <>
              <Text>{t.movesHint}</Text>
              <DateInput {...field('off')} label={t.off} />
              <DateInput {...field('worked')} label={t.worked} />
              <DateInput {...field('knownUntil')} label={t.knownUntil} />
            </>
          ) : null}
          {kind === 'rule' ? (
            <>
              <Select {...field('rule')} label={t.rule} choices={rules} empty={t.choose} />
              <TextInput {...field('amount')} label={t.amount} width={4} inputmode="numeric" />
              <Select {...field('unit')} label={t.unit} choices={choices(t.units)} empty={t.choose} />
              <DateInput {...field('from')} label={t.from} />
              <Radios {...field('transitional')} label={t.transitional} choices={choices(t.transitionals)} />
            </>
          ) : null}
          <TextInput {...field('norm')} label={t.norm} hint={t.normHint} />
          <TextArea {...field('reason')} label={t.reason} hint={t.reasonHint} rows={3} />
          <Button>{t.preview}</Button>
        </PostForm>
      </Column>
    </Layout>
  )
}
