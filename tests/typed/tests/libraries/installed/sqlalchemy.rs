use crate::check::{checks, raised};
use typed::py::sqlalchemy::engine::{self, Connection, Engine, URL};
use typed::py::sqlalchemy::exc::ArgumentError;
use typed::py::sqlalchemy::{self, Column, Integer, MetaData, String, Table};

checks! {
    "import sqlalchemy as sa; from sqlalchemy.engine import make_url";
    "sqlalchemy.engine.make_url", "sqlalchemy.engine.URL", "sqlalchemy.engine.URL.port":
        "make_url('postgresql://u:p@h:5433/db').port" => {
        let url: URL = engine::make_url("postgresql://u:p@h:5433/db").call()?;
        url.port().call()
    };
    "sqlalchemy.engine.URL.render_as_string": "make_url('postgresql://u:p@h/db').render_as_string(hide_password=True)"
        => engine::make_url("postgresql://u:p@h/db").call()?.render_as_string().hide_password(true).call();
    "sqlalchemy.create_engine", "sqlalchemy.engine.Engine.connect", "sqlalchemy.engine.Connection.execute", "sqlalchemy.text":
        "sa.create_engine('sqlite://').connect().execute(sa.text('select 6 * 7')).scalar()" => {
        let engine: Engine = sqlalchemy::create_engine("sqlite://").call()?;
        let connection: Connection = engine.connect().call()?;
        connection.execute(sqlalchemy::text("select 6 * 7")).method("scalar").call()
    };
    "sqlalchemy.Table", "sqlalchemy.MetaData", "sqlalchemy.Column", "sqlalchemy.Integer", "sqlalchemy.String", "sqlalchemy.select":
        "str(sa.select(sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer()), sa.Column('name', sa.String(9)))))" => {
        let id = Column::new().arg("id").arg(Integer::new());
        let name = Column::new().arg("name").arg(String::new().length(9));
        let table = Table::new("t", MetaData::new()).arg(id).arg(name);
        Ok(sqlalchemy::select().arg(table).object()?.to_string())
    };
    "sqlalchemy.literal", "sqlalchemy.and_": "str(sa.and_(sa.literal(1), sa.literal(2)))"
        => Ok(sqlalchemy::and_().arg(sqlalchemy::literal(1)).arg(sqlalchemy::literal(2)).object()?.to_string());
    "sqlalchemy.exc.ArgumentError": "raised(make_url, 'no url')"
        => raised::<ArgumentError>(engine::make_url("no url").run());
}
