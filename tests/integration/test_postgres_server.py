from __future__ import annotations

import psycopg

from tests.postgres import fresh_database


def test_each_database_is_empty_and_apart(postgres_url: str, empty_postgres: str) -> None:
    with psycopg.connect(empty_postgres) as connection:
        connection.execute("create table note (text text)")
    with fresh_database(postgres_url) as other, psycopg.connect(other) as connection:
        found = connection.execute("select to_regclass('note')").fetchone()
    assert found == (None,)


def test_database_is_removed_even_with_a_connection_open(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        forgotten = psycopg.connect(url)
    forgotten.close()
    with psycopg.connect(postgres_url) as connection:
        left = connection.execute(
            "select count(*) from pg_database where datname = %s", [url.split("/")[3].split("?")[0]]
        ).fetchone()
    assert left == (0,)
