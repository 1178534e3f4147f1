//! The examples of the specifications, and what holds for every input.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use jose::{
    Algorithm, Header, Jwk, JwtError, Parsed, PrivateJwk, PrivateJwkError, PrivateKey, PublicKey,
    SignatureError, Unsigned, base64url, from_base64url, sha256,
};
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, RsaKeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

/// The keys of RFC 7515, appendices A.2 and A.3.
const RSA: &str = include_str!("keys/rfc7515-a2-rsa.json");
const EC: &str = include_str!("keys/rfc7515-a3-ec.json");

/// The signature of RFC 7515, appendix A.2.1, over its signing input.
const A2_INPUT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const A2_SIGNATURE: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

fn rsa_signature(key: &PrivateJwk, input: &str) -> Vec<u8> {
    let PrivateKey::Rsa(rsa) = key.secret() else {
        panic!("the key is RSA");
    };
    let pair = RsaKeyPair::from_components(&ring::rsa::KeyPairComponents {
        public_key: ring::rsa::PublicKeyComponents {
            n: &rsa.n,
            e: &rsa.e,
        },
        d: &rsa.d,
        p: &rsa.p,
        q: &rsa.q,
        dP: &rsa.dp,
        dQ: &rsa.dq,
        qInv: &rsa.qi,
    })
    .unwrap();
    let mut signed = vec![0; pair.public().modulus_len()];
    let random = SystemRandom::new();
    pair.sign(
        &signature::RSA_PKCS1_SHA256,
        &random,
        input.as_bytes(),
        &mut signed,
    )
    .unwrap();
    signed
}

#[test]
fn an_rsa_key_signs_what_the_specification_says() {
    let key: PrivateJwk = RSA.parse().unwrap();
    assert_eq!(key.algorithm(), Algorithm::Rs256);
    assert_eq!(base64url(&rsa_signature(&key, A2_INPUT)), A2_SIGNATURE);
}

#[test]
fn a_token_of_the_specification_is_read() {
    let token = format!("{A2_INPUT}.{A2_SIGNATURE}");
    let parsed = Parsed::of(&token).unwrap();
    assert_eq!(parsed.algorithm, Some(Algorithm::Rs256));
    assert_eq!(parsed.header, Header::default());
    assert_eq!(
        Value::Object(parsed.claims),
        json!({"iss": "joe", "exp": 1_300_819_380, "http://example.com/is_root": true})
    );
    assert_eq!(parsed.signing_input, A2_INPUT);
    assert_eq!(parsed.signature, from_base64url(A2_SIGNATURE).unwrap());
}

#[test]
fn an_elliptic_key_signs_a_token_that_its_public_half_verifies() {
    let key: PrivateJwk = EC.parse().unwrap();
    let PrivateKey::Ec(ec) = key.secret() else {
        panic!("the key is EC");
    };
    let point = [&[4][..], &ec.x, &ec.y].concat();
    let random = SystemRandom::new();
    let fixed = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
    let pair =
        EcdsaKeyPair::from_private_key_and_public_key(fixed, &ec.d, &point, &random).unwrap();

    let unsigned = Unsigned::new(key.algorithm(), &Header::default(), &json!({"iss": "joe"}));
    let signed = pair
        .sign(&random, unsigned.signing_input().as_bytes())
        .unwrap();
    let token = unsigned.signed_with(signed.as_ref()).unwrap();

    let parsed = Parsed::of(token.secret()).unwrap();
    assert_eq!(parsed.algorithm, Some(Algorithm::Es256));
    let verifier = UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, &point);
    let input = parsed.signing_input.as_bytes();
    assert!(verifier.verify(input, &parsed.signature).is_ok());
    assert!(verifier.verify(b"another", &parsed.signature).is_err());
}

#[test]
fn a_thumbprint_is_that_of_the_specification() {
    // RFC 7638, section 3.1.
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let mut key = Jwk::new(PublicKey::Rsa {
        n: n.to_owned(),
        e: "AQAB".to_owned(),
    });
    key.kid = Some("2011-04-29".to_owned());
    assert_eq!(
        key.thumbprint(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

#[test]
fn a_hash_is_that_of_the_specification() {
    // RFC 7636, appendix B: verifier and challenge.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    assert_eq!(base64url(&sha256(verifier.as_bytes())), challenge);
}

#[test]
fn a_header_says_who_signs_with_what() {
    let key: PrivateJwk = EC.parse().unwrap();
    let header = Header {
        typ: Some("dpop+jwt".to_owned()),
        kid: None,
        jwk: Some(key.public().clone()),
    };
    let unsigned = Unsigned::new(Algorithm::Es256, &header, &json!({}));
    let (header, _claims) = unsigned.signing_input().split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&from_base64url(header).unwrap()).unwrap();
    let public = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    });
    assert_eq!(
        header,
        json!({"alg": "ES256", "typ": "dpop+jwt", "jwk": public})
    );
}

#[test]
fn nothing_prints_a_private_key_or_a_token() {
    let mut key: Value = serde_json::from_str(EC).unwrap();
    key["kid"] = json!("first");
    let key: PrivateJwk = key.to_string().parse().unwrap();
    assert_eq!(
        format!("{key:?}"),
        r#"PrivateJwk { kid: Some("first"), .. }"#
    );
    assert_eq!(format!("{:?}", key.secret()), "PrivateKey(redacted)");
    let unsigned = Unsigned::new(Algorithm::Es256, &Header::default(), &json!({"a": 1}));
    assert_eq!(format!("{unsigned:?}"), "Unsigned { algorithm: Es256, .. }");
    let token = unsigned.signed_with(&[1; 64]).unwrap();
    assert_eq!(format!("{token:?}"), "Jwt(redacted)");
    let parsed = Parsed::of(token.secret()).unwrap();
    let header = "Header { typ: None, kid: None, jwk: None }";
    assert_eq!(
        format!("{parsed:?}"),
        format!("Parsed {{ algorithm: Some(Es256), header: {header}, .. }}")
    );
}

#[test]
fn bytes_that_cannot_be_a_signature_are_refused() {
    let sign = |algorithm, signature: &[u8]| {
        let unsigned = Unsigned::new(algorithm, &Header::default(), &json!({}));
        unsigned.signed_with(signature).err()
    };
    for length in [0, 32, 63, 65, 256] {
        let refused = sign(Algorithm::Es256, &vec![1; length]);
        assert_eq!(refused, Some(SignatureError::Length(length)));
    }
    for length in [0, 64, 128, 255] {
        let refused = sign(Algorithm::Rs256, &vec![1; length]);
        assert_eq!(refused, Some(SignatureError::Length(length)));
    }
    for length in [256, 384, 512] {
        assert_eq!(sign(Algorithm::Rs256, &vec![1; length]), None);
    }
    assert_eq!(sign(Algorithm::Es256, &[1; 64]), None);
}

#[test]
fn a_signature_in_asn_1_is_refused_by_that_name() {
    let random = SystemRandom::new();
    let asn1 = &signature::ECDSA_P256_SHA256_ASN1_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(asn1, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(asn1, pkcs8.as_ref(), &random).unwrap();
    let unsigned = Unsigned::new(Algorithm::Es256, &Header::default(), &json!({}));
    let der = pair
        .sign(&random, unsigned.signing_input().as_bytes())
        .unwrap();
    assert_eq!(unsigned.signed_with(der.as_ref()), Err(SignatureError::Der));
}

#[test]
fn a_key_for_import_has_its_numbers_only() {
    let mut key: Value = serde_json::from_str(EC).unwrap();
    let numbers = key.clone();
    key["kid"] = json!("first");
    key["use"] = json!("enc");
    key["key_ops"] = json!(["verify"]);
    let key: PrivateJwk = key.to_string().parse().unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(key.secret_json()).unwrap(),
        numbers
    );
    assert_eq!(key.public().kid.as_deref(), Some("first"));
}

#[test]
fn a_defect_of_a_key_is_named() {
    let broken = |name: &str, value: Value| {
        let mut key: Value = serde_json::from_str(EC).unwrap();
        key[name] = value;
        key.to_string().parse::<PrivateJwk>().unwrap_err()
    };
    assert_eq!(broken("d", Value::Null), PrivateJwkError::Missing("d"));
    assert_eq!(broken("x", json!("?")), PrivateJwkError::NotANumber("x"));
    assert_eq!(broken("y", json!("AQAB")), PrivateJwkError::Size);
    assert_eq!(broken("crv", json!("P-384")), PrivateJwkError::Curve);
    assert_eq!(broken("kty", json!("oct")), PrivateJwkError::KeyType);
    let pem = "-----BEGIN PRIVATE KEY-----".parse::<PrivateJwk>();
    assert_eq!(pem.unwrap_err(), PrivateJwkError::NotJson);
    let mut small: Value = serde_json::from_str(RSA).unwrap();
    small["n"] = json!("ofgWCuLjybRlzo0tZWJjNg");
    assert_eq!(
        small.to_string().parse::<PrivateJwk>(),
        Err(PrivateJwkError::Size)
    );
}

#[test]
fn a_token_without_signature_or_of_a_foreign_algorithm_names_none_that_is_known() {
    for alg in ["none", "HS256", "rs256", "RS512"] {
        let header = base64url(json!({ "alg": alg }).to_string().as_bytes());
        let token = format!("{header}.e30.");
        assert_eq!(Parsed::of(&token).unwrap().algorithm, None, "{alg}");
    }
}

#[test]
fn a_defect_of_a_token_is_named() {
    let defects = [
        ("", JwtError::Parts),
        ("e30.e30", JwtError::Parts),
        ("a.b.c.d", JwtError::Parts),
        ("e30.e30.e30", JwtError::Header),
        ("W10.e30.e30", JwtError::Header),
        ("eyJhbGciOiJFUzI1NiJ9.W10.e30", JwtError::Claims),
        ("eyJhbGciOiJFUzI1NiJ9.e30.=", JwtError::Signature),
    ];
    for (text, defect) in defects {
        assert_eq!(Parsed::of(text), Err(defect), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in r"[A-Za-z0-9_.{}=-]{0,80}|\PC{0,40}") {
        let _ = Parsed::of(&text);
        let _ = text.parse::<PrivateJwk>();
    }

    #[test]
    fn what_was_signed_is_read(
        issuer: String,
        kid: Option<String>,
        signature in prop::collection::vec(any::<u8>(), 256..300),
    ) {
        let header = Header { kid, ..Header::default() };
        let token = Unsigned::new(Algorithm::Rs256, &header, &json!({"iss": issuer}));
        let token = token.signed_with(&signature).unwrap();
        let parsed = Parsed::of(token.secret()).unwrap();
        prop_assert_eq!(parsed.claims["iss"].as_str(), Some(issuer.as_str()));
        prop_assert_eq!(parsed.header, header);
        prop_assert_eq!(parsed.signature, signature);
    }

    #[test]
    fn bytes_survive_their_encoding(bytes: Vec<u8>) {
        prop_assert_eq!(from_base64url(&base64url(&bytes)), Some(bytes));
    }
}
