//! Keys that the runtime keeps: they sign, and nobody can read them.
//!
//! `WebCrypto` as far as it is needed, by its own names:
//! [SubtleCrypto](https://developer.mozilla.org/en-US/docs/Web/API/SubtleCrypto).

use jose::{Algorithm, Jwk, Jwt, PrivateJwk, Unsigned};
use recovery::{NotSigned, Signer};
use worker::js_sys::{Array, JSON, JsString, Promise, Reflect, Uint8Array};
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{self, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

use crate::json;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    fn import_key(
        format: &str,
        key: &JsValue,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = generateKey, catch)]
    fn generate_key(
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = exportKey, catch)]
    fn export_key(format: &str, key: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], catch)]
    fn sign(algorithm: &JsValue, key: &JsValue, data: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], catch)]
    fn digest(algorithm: &str, data: &Uint8Array) -> Result<Promise, JsValue>;
}

/// A private key inside the runtime.
pub(crate) struct WebCryptoKey {
    key: JsValue,
    algorithm: Algorithm,
}

impl WebCryptoKey {
    /// Hands a key to the runtime, which does not give it back.
    ///
    /// # Errors
    /// [`NotSigned`] when its numbers do not go together.
    pub(crate) async fn import(key: &PrivateJwk) -> Result<Self, NotSigned> {
        let algorithm = key.algorithm();
        let imported = async {
            let numbers = JSON::parse(key.secret_json())?;
            let (kind, usages) = (JSON::parse(kind(algorithm))?, usages());
            JsFuture::from(import_key("jwk", &numbers, &kind, false, &usages)?).await
        };
        // Not the runtime's words: they may quote the key.
        let key = imported.await.map_err(|_: JsValue| NotSigned)?;
        Ok(Self { key, algorithm })
    }

    /// A key of P-256 that only this isolate has, and its public half. Draws entropy: only
    /// `moment` may call this.
    ///
    /// # Errors
    /// [`NotSigned`] when the runtime makes none.
    pub(crate) async fn generate() -> Result<(Self, Jwk), NotSigned> {
        let algorithm = Algorithm::Es256;
        let generated = async {
            let kind = JSON::parse(kind(algorithm))?;
            let pair = JsFuture::from(generate_key(&kind, false, &usages())?).await?;
            let public = Reflect::get(&pair, &"publicKey".into())?;
            let public = JsFuture::from(export_key("jwk", &public)?).await?;
            let key = Reflect::get(&pair, &"privateKey".into())?;
            Ok((key, JSON::stringify(&public)?))
        };
        let made = generated.await;
        let (key, public): (JsValue, JsString) = made.map_err(|_: JsValue| NotSigned)?;
        let public: Jwk = json::read(&String::from(public)).map_err(|_| NotSigned)?;
        Ok((Self { key, algorithm }, Jwk::new(public.key)))
    }
}

impl Signer for WebCryptoKey {
    async fn sign(&self, unsigned: Unsigned) -> Result<Jwt, NotSigned> {
        if unsigned.algorithm() != self.algorithm {
            return Err(NotSigned);
        }
        let signed = async {
            let input = Uint8Array::from(unsigned.signing_input().as_bytes());
            let way = JSON::parse(way(self.algorithm))?;
            JsFuture::from(sign(&way, &self.key, &input)?).await
        };
        let signature = signed.await.map_err(|_: JsValue| NotSigned)?;
        let signature = Uint8Array::new(&signature).to_vec();
        unsigned.signed_with(&signature).map_err(|_| NotSigned)
    }
}

/// The SHA-1 of some bytes: a name for them, which hides nothing. Four kilobytes less than in Rust.
pub(crate) async fn sha1(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let hash = JsFuture::from(digest("SHA-1", &Uint8Array::from(bytes))?).await?;
    Ok(Uint8Array::new(&hash).to_vec())
}

/// What a key is for.
fn kind(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rs256 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-256"}"#,
        Algorithm::Es256 => r#"{"name":"ECDSA","namedCurve":"P-256"}"#,
    }
}

/// How it signs. Its ECDSA gives r and s alone, as tokens want them.
fn way(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rs256 => r#"{"name":"RSASSA-PKCS1-v1_5"}"#,
        Algorithm::Es256 => r#"{"name":"ECDSA","hash":"SHA-256"}"#,
    }
}

fn usages() -> Array {
    Array::of1(&"sign".into())
}
