//! Reads pages out of JavaScript values.
//!
//! `response.json()` has parsed the answer already, so this walks the value
//! with `Reflect` and hands serde what it finds. It costs 4.5 KB (brotli) where
//! `serde_json` costs 25 and `serde-wasm-bindgen` 34, because it knows only
//! what pages are made of, names members and variants by their index, and has
//! errors without words.

use std::fmt;

use js_sys::{Array, Reflect};
use pages::Page;
use serde::Deserialize;
use serde::de::value::U32Deserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The page in an answer: the answer itself, or the member `page` of a
/// problem. `None` if there is no page that this version knows.
pub(crate) fn page(answer: &JsValue) -> Option<Page> {
    let page = member(answer, "page")?;
    let page = if page.is_object() {
        page
    } else {
        answer.clone()
    };
    Page::deserialize(Value(page)).ok()
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A value that is not what serde asked for. No words: nobody reads them.
#[derive(Debug)]
struct Unlike;

impl fmt::Display for Unlike {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unlike {}

impl de::Error for Unlike {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    // The defaults below would format a sentence each.
    fn invalid_type(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Value(JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = Unlike;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unlike> {
        Err(Unlike)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unlike)?)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, and no count of ours comes near the edges"
    )]
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        visitor.visit_u32(self.0.as_f64().ok_or(Unlike)? as u32)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        visitor.visit_string(self.0.as_string().ok_or(Unlike)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlike> {
        let values = self.0.dyn_into().map_err(|_| Unlike)?;
        visitor.visit_seq(Values { values, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        visitor.visit_map(Members {
            object: self.0,
            names: names.iter(),
            next: 0,
            value: JsValue::UNDEFINED,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        visitor.visit_enum(Variant::of(self.0, names).ok_or(Unlike)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char str bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The members of an object that the struct knows, in the struct's order.
/// `null` counts as absent, so that `None` need not be told apart.
struct Members {
    object: JsValue,
    names: std::slice::Iter<'static, &'static str>,
    next: u32,
    value: JsValue,
}

impl Iterator for Members {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        for name in self.names.by_ref() {
            let index = self.next;
            self.next += 1;
            if let Some(value) = member(&self.object, name) {
                self.value = value;
                return Some(index);
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Unlike;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unlike> {
        self.next().map(|index| named(index, seed)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unlike> {
        seed.deserialize(Value(self.value.clone()))
    }
}

/// Serde's derived code takes the index of a member or variant for its name.
fn named<'de, S: DeserializeSeed<'de>>(index: u32, seed: S) -> Result<S::Value, Unlike> {
    let index: U32Deserializer<Unlike> = index.into_deserializer();
    seed.deserialize(index)
}

struct Values {
    values: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Values {
    type Error = Unlike;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unlike> {
        if self.next >= self.values.length() {
            return Ok(None);
        }
        let value = self.values.get(self.next);
        self.next += 1;
        seed.deserialize(Value(value)).map(Some)
    }
}

/// `"name"`, or `{"name": value}`.
struct Variant {
    index: u32,
    value: JsValue,
}

impl Variant {
    fn of(value: JsValue, names: &[&str]) -> Option<Self> {
        let word = value.as_string();
        let mut indexed = names.iter().zip(0..);
        match word {
            Some(word) => indexed
                .find(|(name, _)| **name == word)
                .map(|(_, index)| Self { index, value }),
            None => indexed
                .find_map(|(name, index)| member(&value, name).map(|value| Self { index, value })),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unlike;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Unlike> {
        Ok((named(self.index, seed)?, Value(self.value)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unlike;

    fn unit_variant(self) -> Result<(), Unlike> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unlike> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unlike> {
        Err(Unlike)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlike> {
        self.deserialize_struct("", names, visitor)
    }
}
