import { h } from 'preact'
import { StartPage } from '../../../web/pages/start.tsx'
import { page, pageRoute } from '../route.ts'

export const homePages = [
  pageRoute({
    method: 'get',
    path: '/',
    who: 'anyone',
    handle: async ({ view }) => page(h(StartPage, { v: await view() })),
  }),
]
