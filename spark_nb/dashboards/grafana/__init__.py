"""The dashboards in Grafana: provisioning made of the same SQL, with Grafana's own builders."""
