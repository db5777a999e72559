"""What does the kit add to a Jupyter server and to JupyterLab?"""
