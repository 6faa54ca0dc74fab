use crate::check::{checks, raised};
use typed::py::sqlite3::{self, Connection, Cursor, OperationalError};

checks! {
    "import sqlite3";
    "sqlite3.Connection", "sqlite3.Connection.execute", "sqlite3.Cursor.fetchall":
        "sqlite3.Connection(':memory:').execute('select ? + 1, ?', (2, 'b')).fetchall()" => {
        let connection = Connection::new(":memory:").call()?;
        let cursor: Cursor = connection.execute("select ? + 1, ?").arg((2, "b")).call()?;
        cursor.fetchall().get::<Vec<(i64, String)>>()
    };
    "sqlite3.connect", "sqlite3.Connection.total_changes": "sqlite3.connect(':memory:').total_changes"
        => sqlite3::connect(":memory:").call()?.total_changes().call();
    "sqlite3.complete_statement": "sqlite3.complete_statement('select 1;')"
        => sqlite3::complete_statement("select 1;").call();
    "sqlite3.paramstyle": "sqlite3.paramstyle" => sqlite3::paramstyle().call();
    "sqlite3.OperationalError": "raised(sqlite3.connect(':memory:').execute, 'selec 1')" => {
        let connection = sqlite3::connect(":memory:").call()?;
        raised::<OperationalError>(connection.execute("selec 1").run())
    };
}
