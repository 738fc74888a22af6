import { EVENT_SELECTION_RULES } from './event-selection';

/** The rules of this room. */
export const EVENTS_RULES = [...EVENT_SELECTION_RULES] as const;
