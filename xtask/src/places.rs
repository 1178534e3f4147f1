//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

/// The folders and files of one clone, and the cache that all clones share.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    root: PathBuf,
    cache: PathBuf,
}

impl Places {
    /// The clone that this program was compiled in.
    pub(crate) fn of_this_clone() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask is a folder of the workspace");
        Self {
            root: root.to_owned(),
            cache: cache_folder(|name| env::var_os(name).map(PathBuf::from)),
        }
    }

    /// A clone in any folder.
    #[cfg(test)]
    pub(crate) fn for_a_test(folder: &Path) -> Self {
        Self {
            root: folder.to_owned(),
            cache: folder.join("cache"),
        }
    }

    /// The workspace's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path of the clone, written with `/`.
    pub(crate) fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Tools by version, outside every clone.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }

    /// A program of an npm package.
    pub(crate) fn npm_program(&self, name: &str) -> PathBuf {
        self.at("node_modules/.bin").join(name)
    }

    /// The element's build folder; only its `public` part is ever served.
    pub(crate) fn web_dist(&self) -> PathBuf {
        self.at("web/dist")
    }

    /// What Cloudflare serves as static assets.
    pub(crate) fn public(&self) -> PathBuf {
        self.at("web/dist/public")
    }

    /// The files that carry the element, under their public path `/assets/`.
    pub(crate) fn assets(&self) -> PathBuf {
        self.at("web/dist/public/assets")
    }

    /// The names of the element's files, for the Worker's build script.
    pub(crate) fn assets_json(&self) -> PathBuf {
        self.at("web/dist/assets.json")
    }

    /// Where worker-build puts the Worker.
    pub(crate) fn worker_build(&self) -> PathBuf {
        self.at("worker/build")
    }

    /// Locks, logs and state of this room's commands.
    pub(crate) fn own(&self, relative: &str) -> PathBuf {
        self.at("target/xtask").join(relative)
    }
}

/// `$REKEY_CACHE`, else `$XDG_CACHE_HOME/rekey`, else `~/.cache/rekey`.
fn cache_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    let set = |name: &str| variable(name).filter(|value| !value.as_os_str().is_empty());
    set("REKEY_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("rekey")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/rekey")))
        .unwrap_or_else(|| env::temp_dir().join("rekey"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache_with(variables: &[(&str, &str)]) -> PathBuf {
        cache_folder(|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| PathBuf::from(value))
        })
    }

    #[test]
    fn the_cache_is_where_the_most_specific_variable_says() {
        let home = ("HOME", "/home/ada");
        let xdg = ("XDG_CACHE_HOME", "/var/cache/ada");
        let own = ("REKEY_CACHE", "/big/rekey");
        assert_eq!(cache_with(&[home]), Path::new("/home/ada/.cache/rekey"));
        assert_eq!(cache_with(&[home, xdg]), Path::new("/var/cache/ada/rekey"));
        assert_eq!(cache_with(&[home, xdg, own]), Path::new("/big/rekey"));
    }

    #[test]
    fn an_empty_variable_counts_as_absent() {
        let variables = [("REKEY_CACHE", ""), ("HOME", "/home/ada")];
        assert_eq!(cache_with(&variables), Path::new("/home/ada/.cache/rekey"));
    }
}
