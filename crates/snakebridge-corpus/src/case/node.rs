//! [`Node`]: what a program is made of.

use super::{CallbackNode, Literal};
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt::{self, Formatter};
use std::sync::Arc;

/// One node of a program.
#[derive(Debug)]
pub(crate) enum Node {
    /// `importlib.import_module(name)`
    Mod(String),
    /// `getattr(node, name)`
    Attr(Box<Node>, String),
    /// `node[key]`
    Item(Box<(Node, Node)>),
    /// `callee(*args, **kwargs)`
    Call(Box<CallNode>),
    /// Plain data, also bytes, and numbers that JSON has no notation for.
    Literal(Literal),
    /// `(..)`
    Tuple(Vec<Node>),
    /// `[..]`
    List(Vec<Node>),
    /// `{..}`
    Set(Vec<Node>),
    /// `{key: value, ..}`
    Dict(Vec<(Node, Node)>),
    /// Names for values, and where they are seen.
    Let(Vec<(String, Node)>, Box<Node>),
    /// What a name stands for.
    Var(String),
    /// All in order; the value of the last.
    Seq(Vec<Node>),
    /// `with node as name: body`
    With(Box<WithNode>),
    /// The first items of an iterable.
    Take(Box<Node>, usize),
    /// The exception that it raises.
    Catch(Box<Node>),
    /// A function of the host.
    Callback(Box<CallbackNode>),
    /// `await node`
    Await(Arc<Node>),
    /// `async with node as name: body`
    AsyncWith(Arc<WithNode>),
    /// The first items of an async iterable.
    AsyncTake(Arc<Node>, usize),
    /// A node that this runner does not evaluate, by its key.
    Other(String),
}

/// See [`Node::Call`].
#[derive(Debug)]
pub(crate) struct CallNode {
    pub(crate) callee: Node,
    pub(crate) args: Vec<Node>,
    /// In order.
    pub(crate) kwargs: Vec<(String, Node)>,
}

/// See [`Node::With`].
#[derive(Debug)]
pub(crate) struct WithNode {
    pub(crate) manager: Node,
    pub(crate) name: Option<String>,
    pub(crate) body: Node,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a node: an object with one key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let (mut node, mut names, mut body) = (None, None, None);
        while let Some(key) = members.next_key::<String>()? {
            match key.as_str() {
                "let" => names = Some(members.next_value()?),
                "in" => body = Some(members.next_value()?),
                key => node = Some(read(key, &mut members)?),
            }
        }
        match (node, names, body) {
            (Some(node), None, None) => Ok(node),
            (None, Some(names), Some(body)) => Ok(Node::Let(names, body)),
            _ => Err(A::Error::custom("a node has one key, or `let` and `in`")),
        }
    }
}

fn read<'de, A: MapAccess<'de>>(key: &str, members: &mut A) -> Result<Node, A::Error> {
    let literal = |value| Node::Literal(Literal(value));
    Ok(match key {
        "mod" => Node::Mod(members.next_value()?),
        "attr" => {
            let (of, name) = members.next_value()?;
            Node::Attr(of, name)
        }
        "item" => Node::Item(members.next_value()?),
        "call" => {
            let (callee, args, Ordered(kwargs)) = members.next_value()?;
            Node::Call(Box::new(CallNode { callee, args, kwargs }))
        }
        "val" => Node::Literal(members.next_value()?),
        "none" => {
            members.next_value::<IgnoredAny>()?;
            literal(snakebridge::Value::None)
        }
        "bytes" | "int" | "float" => {
            let text: String = members.next_value()?;
            literal(super::literal::spelt(key, &text).map_err(A::Error::custom)?)
        }
        "complex" => {
            let (re, im): (String, String) = members.next_value()?;
            literal(super::literal::complex(&re, &im).map_err(A::Error::custom)?)
        }
        "tuple" => Node::Tuple(members.next_value()?),
        "list" => Node::List(members.next_value()?),
        "set" => Node::Set(members.next_value()?),
        "dict" => Node::Dict(members.next_value()?),
        "var" => Node::Var(members.next_value()?),
        "seq" => Node::Seq(members.next_value()?),
        "with" => Node::With(Box::new(with(members)?)),
        "take" => {
            let (of, count) = members.next_value()?;
            Node::Take(of, count)
        }
        "callback" => Node::Callback(members.next_value()?),
        "await" => Node::Await(members.next_value()?),
        "awith" => Node::AsyncWith(Arc::new(with(members)?)),
        "atake" => {
            let (of, count) = members.next_value()?;
            Node::AsyncTake(of, count)
        }
        "catch" => Node::Catch(members.next_value()?),
        other => {
            members.next_value::<IgnoredAny>()?;
            Node::Other(other.to_owned())
        }
    })
}

fn with<'de, A: MapAccess<'de>>(members: &mut A) -> Result<WithNode, A::Error> {
    let (manager, name, body) = members.next_value()?;
    Ok(WithNode { manager, name, body })
}

/// The members of an object in order.
struct Ordered(Vec<(String, Node)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Vec<(String, Node)>;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object of nodes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = members.next_entry()? {
                    all.push(member);
                }
                Ok(all)
            }
        }
        source.deserialize_map(Members).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keyword_order_and_unknown_nodes_are_kept() {
        let node: Node =
            serde_json::from_str(r#"{"call": [{"mod": "m"}, [], {"z": {"none": true}, "a": {"new": 1}}]}"#)
                .unwrap();
        let Node::Call(call) = node else { panic!("{node:?}") };
        assert_eq!(call.kwargs[0].0, "z");
        assert!(matches!(&call.kwargs[1].1, Node::Other(key) if key == "new"));
    }

    #[test]
    fn a_let_needs_its_body() {
        assert!(serde_json::from_str::<Node>(r#"{"let": [["x", {"val": 1}]], "in": {"var": "x"}}"#).is_ok());
        assert!(serde_json::from_str::<Node>(r#"{"let": []}"#).is_err());
        assert!(serde_json::from_str::<Node>("{}").is_err());
    }
}
