import { jest } from '@jest/globals'

// Integration tests wait for real servers on machines that others use too; nothing in them is timed.
jest.setTimeout(90_000)
