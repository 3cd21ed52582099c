import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  ButtonGroup,
  Column,
  DateInput,
  ErrorSummary,
  Heading,
  Lead,
  Panel,
  PostForm,
  Text,
  Title,
} from '../ui/index.ts'
import type { View } from '../view.ts'

export interface ClockPageProps {
  v: View
  progress: { total: number; done: number }
  value: string
  error?: string
}

/** Moves business time; in development and tests only. */
export function ClockPage({ v, progress, value, error }: ClockPageProps) {
  const t = v.t.pub.clock
  const jumps = [
    ['day', t.day],
    ['week', t.week],
    ['month', t.month],
  ] as const
  const working = progress.done < progress.total
  return (
    <Layout v={v} title={t.title} wrong={Boolean(error)} refresh={working ? 2 : undefined}>
      <Column>
        {error ? <ErrorSummary v={v} errors={[{ field: 'to', text: error }]} /> : null}
        <Title>{t.title}</Title>
        <Lead>{t.lead}</Lead>
        <Panel>
          <Text>
            {t.now}: <strong>{momentWords(v, v.now)}</strong>
          </Text>
          <Text role="status">
            {t.progress(progress.done, progress.total)} {working ? t.working : ''}
          </Text>
        </Panel>
        <Heading>{t.jump}</Heading>
        <PostForm v={v} action="/dev/clock">
          <ButtonGroup>
            {jumps.map(([by, text]) => (
              <Button key={by} kind="secondary" name="by" value={by}>
                {text}
              </Button>
            ))}
          </ButtonGroup>
        </PostForm>
        <PostForm v={v} action="/dev/clock">
          <DateInput v={v} name="to" label={t.to} value={value} error={error} large={true} />
          <Button>{t.move}</Button>
        </PostForm>
      </Column>
    </Layout>
  )
}
