//! The recovery journeys: (Step, Event, Moment) to Step. No clock, no entropy, no server.
