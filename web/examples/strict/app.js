const form = document.querySelector("rekey-forgot-password, rekey-new-password");
const news = document.getElementById("news");
form.token = location.pathname.split("/reset_password/")[1];
form.addEventListener("rekey-sent", () => (news.textContent = "A message is on its way."));
form.addEventListener("rekey-done", () => (news.textContent = "Your new password is good from now on."));
