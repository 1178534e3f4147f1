//! Every journey, told once, watched in three settings.
