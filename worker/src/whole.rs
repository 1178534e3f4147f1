//! The whole body of an answer, in one piece. Chunk by chunk, reading and letting go of the stream's
//! lock took a tenth of the processor time of a request for a message.

use worker::js_sys::Uint8Array;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Response, ResponseBody, web_sys};

/// The body's bytes.
///
/// # Errors
/// When it breaks off.
pub(crate) async fn bytes(answer: &Response) -> worker::Result<Vec<u8>> {
    let stream = match answer.body() {
        ResponseBody::Stream(stream) => stream,
        ResponseBody::Body(bytes) => return Ok(bytes.clone()),
        ResponseBody::Empty => return Ok(Vec::new()),
    };
    // An answer of its own around the same body; whatever status that one had, this has none that the
    // runtime would refuse.
    let answer = web_sys::Response::new_with_opt_readable_stream(Some(stream))?;
    let whole = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Uint8Array::new(&whole).to_vec())
}

/// The body as text.
///
/// # Errors
/// When it breaks off, or is no UTF-8.
pub(crate) async fn text(answer: &Response) -> worker::Result<String> {
    String::from_utf8(bytes(answer).await?).map_err(|error| error.to_string().into())
}
