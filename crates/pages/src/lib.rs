//! What a person sees: Page to HTML or JSON, forms, password rules, texts.
