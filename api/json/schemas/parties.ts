import { z } from 'zod'

export const CaseFileSchema = z.object({ fileId: z.uuid() }).meta({ id: 'KeptFile' })
