use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::networkx::{self, Graph, NetworkXNoPath};

fn triangle_with_tail() -> Result<Graph> {
    let graph = Graph::new().call()?;
    for (from, to) in [(1, 2), (2, 3), (3, 1), (3, 4)] {
        graph.add_edge(from, to).run()?;
    }
    Ok(graph)
}

checks! {
    "import networkx as nx; graph = nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]); apart = nx.empty_graph(2)";
    "networkx.Graph", "networkx.Graph.add_edge", "networkx.Graph.number_of_edges": "graph.number_of_edges()"
        => triangle_with_tail()?.number_of_edges().call();
    "networkx.Graph.has_edge": "graph.has_edge(1, 4)" => triangle_with_tail()?.has_edge(1, 4).call();
    "networkx.shortest_path": "nx.shortest_path(graph, source=1, target=4)"
        => networkx::shortest_path(triangle_with_tail()?).source(1).target(4).get::<Vec<i64>>();
    "networkx.density": "nx.density(graph)" => networkx::density(triangle_with_tail()?).get::<f64>();
    "networkx.triangles": "nx.triangles(graph, nodes=3)" => networkx::triangles(triangle_with_tail()?).nodes(3).call();
    "networkx.path_graph", "networkx.is_connected": "nx.is_connected(nx.path_graph(5))"
        => networkx::is_connected(networkx::path_graph(5)).call();
    "networkx.connected_components": "list(nx.connected_components(apart))"
        => networkx::connected_components(networkx::empty_graph().n(2)).object()?
            .iter::<std::collections::BTreeSet<i64>>().collect::<Result<Vec<_>>>();
    "networkx.NetworkXNoPath", "networkx.empty_graph": "raised(nx.shortest_path, apart, 0, 1)"
        => raised::<NetworkXNoPath>(networkx::shortest_path(networkx::empty_graph().n(2)).source(0).target(1).run());
}
