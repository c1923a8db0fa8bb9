"""What deploy/ says of many processes, read as the tools read it; neither docker nor kubectl is asked."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from syndicate.cli.main import main
from syndicate.config import load
from syndicate.config.corrections import load_corrections
from syndicate.daemon import CANCELLED_S, DRAIN
from syndicate.pipeline import LAID_DOWN_S
from syndicate.roles import DUTIES
from syndicate.store.engines.postgres import CONNECTIONS
from syndicate.web.app import ROUTES
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
PORT = 8420
ROLES = sorted(DUTIES.keys() - {"all"})
PROBES = {"startupProbe", "livenessProbe", "readinessProbe"}

Plain = dict[str, Any]


def services() -> Mapping[str, Plain]:
    loaded: Plain = yaml.safe_load((DEPLOY / "compose.cluster.yaml").read_text())
    found: Plain = loaded["services"]
    return found


def nodes() -> Mapping[str, Plain]:
    return {name: one for name, one in services().items() if one["image"].startswith("syndicate")}


def manifests(kind: str) -> Mapping[str, Plain]:
    """What `kubectl apply -k` would apply of a kind, without what a patch brings."""
    kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text())
    documents = (
        document
        for name in kustomization["resources"]
        for document in yaml.safe_load_all((KUBERNETES / name).read_text())
    )
    return {one["metadata"]["name"]: one for one in documents if one["kind"] == kind}


def pod_of_every_node() -> Plain:
    patch = yaml.safe_load((KUBERNETES / "node.yaml").read_text())
    pod: Plain = patch["spec"]["template"]["spec"]
    return pod


def container_of(deployment: Plain) -> Plain:
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    found: Plain = container
    return found


def commands() -> list[list[str]]:
    """Every command line of ours, in both."""
    composed = [node["command"] for node in nodes().values()]
    return composed + [container_of(one)["args"] for one in manifests("Deployment").values()]


def role_of(command: list[str]) -> str:
    return command[command.index("--role") + 1]


def test_every_role_has_its_nodes_and_what_readers_and_polls_need_there_is_two_of() -> None:
    composed = sorted(role_of(node["command"]) for node in nodes().values())
    assert composed == ["scheduler", "web", "web", "worker", "worker"]
    assert sorted(manifests("Deployment")) == ROLES
    for name, deployment in manifests("Deployment").items():
        assert role_of(container_of(deployment)["args"]) == name
    least = manifests("HorizontalPodAutoscaler")["web"]["spec"]["minReplicas"]
    assert manifests("Deployment")["worker"]["spec"]["replicas"] == least == 2


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_line_is_one_that_the_program_takes(command: list[str]) -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert 'ENTRYPOINT ["syndicate"]' in dockerfile
    config = command[command.index("--config") + 1]
    assert config in dockerfile
    command = [str(ROOT / "nothing.yaml") if word == config else word for word in command]
    answer = CliRunner().invoke(main, command)
    assert answer.exit_code != 2, answer.output  # wrong usage
    assert "nothing.yaml" in f"{answer.output}{answer.exception}"


def test_every_port_is_the_one_that_nodes_listen_at() -> None:
    assert {command[command.index("--port") + 1] for command in commands()} == {str(PORT)}
    container = container_of({"spec": {"template": {"spec": pod_of_every_node()}}})
    assert container["ports"] == [{"name": "http", "containerPort": PORT}]
    (port,) = manifests("Service")["web"]["spec"]["ports"]
    assert port["targetPort"] == "http"
    proxied = services()["proxy"]["environment"]["SYNDICATE_NODES"].split()
    serving = [name for name, node in nodes().items() if role_of(node["command"]) == "web"]
    assert proxied == [f"{name}:{PORT}" for name in serving]


def test_probes_ask_for_addresses_that_are_there() -> None:
    there = {route.path for route in ROUTES}
    container = container_of({"spec": {"template": {"spec": pod_of_every_node()}}})
    asked = {name: container[name]["httpGet"] for name in PROBES}
    assert {probe["port"] for probe in asked.values()} == {"http"}
    assert asked["readinessProbe"]["path"] == "/readyz"
    assert asked["livenessProbe"]["path"] == "/healthz"  # a database that is away kills nobody
    assert {probe["path"] for probe in asked.values()} <= there
    assert services()["proxy"]["environment"]["SYNDICATE_HEALTH"] == "/readyz"
    for node in nodes().values():
        assert f"http://127.0.0.1:{PORT}/readyz" in shlex.join(node["healthcheck"]["test"])


def test_the_proxy_keeps_inside_what_is_for_the_operator() -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text()
    inside = re.search(r"@inside path (.*)", caddyfile)
    assert inside is not None
    assert inside[1].split() == ["/metrics", "/healthz", "/readyz"]
    assert "respond @inside 403" in caddyfile
    assert [name for name, one in services().items() if "ports" in one] == ["proxy"]


def test_nobody_has_more_rights_or_memory_than_he_needs() -> None:
    for name, service in services().items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert service["restart"] == "unless-stopped", name
    pod = pod_of_every_node()
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert not pod["automountServiceAccountToken"]
    rights = container_of({"spec": {"template": {"spec": pod}}})["securityContext"]
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    for deployment in manifests("Deployment").values():
        resources = container_of(deployment)["resources"]
        assert resources["limits"].keys() >= {"memory"}
        assert resources["requests"].keys() == {"cpu", "memory"}


def test_nobody_is_killed_before_an_orderly_stop_is_over() -> None:
    stop_s = DRAIN.total_seconds() + CANCELLED_S + LAID_DOWN_S
    assert all(int(node["stop_grace_period"][:-1]) > stop_s for node in nodes().values())
    web = container_of(manifests("Deployment")["web"])
    _, waits_s = web["lifecycle"]["preStop"]["exec"]["command"]
    assert pod_of_every_node()["terminationGracePeriodSeconds"] > stop_s + int(waits_s)


def test_of_every_role_a_node_may_be_moved_and_another_stays() -> None:
    budgets = manifests("PodDisruptionBudget")
    assert sorted(budgets) == ROLES
    for name, budget in budgets.items():
        labels = manifests("Deployment")[name]["spec"]["template"]["metadata"]["labels"]
        assert budget["spec"]["selector"]["matchLabels"] == labels
        assert budget["spec"].get("maxUnavailable", budget["spec"].get("minAvailable")) == 1


def test_the_server_has_a_connection_for_every_process() -> None:
    (most,) = (word for word in services()["postgres"]["command"] if "max_connections" in word)
    held = CONNECTIONS + 2  # one holds the lock, one listens
    assert int(most.split("=")[1]) > 2 * held * len(nodes())  # while all are replaced


def test_feeds_and_corrections_are_mounted_as_folders_and_right(tmp_path: Path) -> None:
    for name, text in manifests("ConfigMap")["syndicate"]["data"].items():
        (tmp_path / name).write_text(text)
    (tmp_path / "db-password").write_text("sesame")
    settings = load(tmp_path / "feeds.yaml", {})
    assert settings.store == "postgresql://syndicate:sesame@postgres/syndicate"
    assert (settings.host, settings.port) == ("0.0.0.0", PORT)
    assert load_corrections(tmp_path / "feeds.yaml") == ()
    for node in nodes().values():
        assert "./config:/etc/syndicate:ro" in node["volumes"]
    container = container_of({"spec": {"template": {"spec": pod_of_every_node()}}})
    (mount,) = (one for one in container["volumeMounts"] if one["name"] == "config")
    assert mount == {"name": "config", "mountPath": "/etc/syndicate", "readOnly": True}


def test_no_secret_stands_in_a_file() -> None:
    files = [DEPLOY / "compose.cluster.yaml", *KUBERNETES.iterdir()]
    for file in files:
        for found in re.finditer(
            r"postgresql://[^:\s]+:([^@\s]*)@|password: (\S+)", file.read_text()
        ):
            assert (found[1] or found[2]) in {"${file:db-password}", "change-me"}, file
    applied = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text())["resources"]
    assert not [name for name in applied if "secret" in name]
    told = yaml.safe_load((KUBERNETES / "secret.example.yaml").read_text())
    mounted = {one["name"]: one for one in pod_of_every_node()["volumes"]}["secrets"]["secret"]
    assert mounted["secretName"] == told["metadata"]["name"]
    assert list(told["stringData"]) == ["db-password"]


def test_every_manifest_has_a_name_and_belongs_to_the_house() -> None:
    kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text())
    patched = [patch["path"] for patch in kustomization["patches"]]
    listed = {*kustomization["resources"], *patched, "kustomization.yaml", "secret.example.yaml"}
    assert {file.name for file in KUBERNETES.iterdir()} == listed
    assert manifests("Namespace").keys() == {kustomization["namespace"]}
